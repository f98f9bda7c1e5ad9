/// What a client asks for.
public struct Request: Sendable {
    /// What is to be done. HEAD reaches the handler as `get`; the answer's body is then left out.
    public enum Method: String, Sendable {
        /// Read.
        case get = "GET"
        /// Do something with the body.
        case post = "POST"
    }

    /// A name with its value, in the order of the request.
    public struct Field: Sendable, Equatable {
        /// The name; of a header in lower case.
        public let name: String
        /// The value, decoded; empty for a parameter without one.
        public let value: String
    }

    /// What is to be done.
    public let method: Method
    /// The path, decoded, without the query.
    public let path: String
    /// The parameters of the query, decoded.
    public let query: [Field]
    /// The headers.
    public let headers: [Field]
    /// The body, at most `HTTPServer.Limits.bodyByteCount` long, or as `HTTPServer.Uploads` says.
    public let body: [UInt8]
    /// Why the body is only its beginning; nil where it is whole.
    public let cut: Cut?
    /// The address of who asks: what is at the other end of the connection, or whom a proxy that the server trusts names.
    public let client: String

    /// Why of a body only the beginning was kept.
    public enum Cut: Sendable {
        /// It is larger than any that is taken.
        case tooLarge
        /// Too many others were on their way.
        case noRoom
    }

    /// A request, for tests of a handler too.
    public init(
        method: Method = .get, path: String, query: [Field] = [], headers: [Field] = [], body: [UInt8] = [],
        cut: Cut? = nil, client: String = ""
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.cut = cut
        self.client = client
    }

    /// The first parameter `name` of the query.
    public func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// The first header `name`, in any case.
    public func header(_ name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.name == name }?.value
    }
}

extension Request.Field {
    /// A name with its value.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
