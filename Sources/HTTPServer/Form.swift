/// What a person filled in: the fields of a form, and its files.
public struct Form: Sendable, Equatable {
    /// A file of a form.
    public struct File: Sendable, Equatable {
        /// The field that it was given for.
        public let field: String
        /// How its sender calls it; a word of theirs and never a path of ours.
        public let name: String
        /// What its sender takes it for, as `application/pdf`.
        public let type: String
        /// Its bytes.
        public let bytes: [UInt8]

        public init(field: String, name: String, type: String, bytes: [UInt8]) {
            self.field = field
            self.name = name
            self.type = type
            self.bytes = bytes
        }
    }

    /// How many fields and files a form may have.
    public static let mostFields = 500

    /// The fields, in the order of the form.
    public let fields: [Request.Field]
    /// The files.
    public let files: [File]
    /// Why it is only the beginning of what was sent: the parts that came whole; nil where it is all of it.
    public let cut: Request.Cut?

    /// The form in a request's body, `application/x-www-form-urlencoded` or `multipart/form-data`. The server's bound on a
    /// body bounds it.
    public init(_ request: Request) throws(FormError) {
        cut = request.cut
        guard request.method == .post, let header = request.header("content-type") else { throw .notAForm }
        let type = header.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        switch type {
        case "application/x-www-form-urlencoded":
            guard request.cut == nil else { throw .malformed("it is larger than any that is taken") }
            fields = try URLEncodedForm.fields(request.body[...], most: Self.mostFields)
            files = []
        case "multipart/form-data":
            guard let boundary = MultipartForm.boundary(header) else {
                throw .malformed("it does not say what divides its parts")
            }
            (fields, files) = try MultipartForm.read(
                request.body, boundary: boundary, most: Self.mostFields, isCut: request.cut != nil)
        default: throw .notAForm
        }
    }

    /// The value of the one field of that name; nil where there is none, and where there are two.
    public subscript(_ name: String) -> String? {
        let found = fields.filter { $0.name == name }
        return found.count == 1 ? found[0].value : nil
    }
}
