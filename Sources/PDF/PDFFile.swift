import CQPDF

/// A PDF in memory, by its objects.
///
/// - Thread: one at a time, its owner's.
struct PDFFile: ~Copyable {
    private let qpdf: qpdf_data
    /// What it was read from, where qpdf looks for objects as long as it lives.
    private let memory: UnsafeMutableRawBufferPointer
    private let name: String

    /// An object of it.
    struct Object: Hashable {
        fileprivate let handle: qpdf_oh
    }

    private init(qpdf: qpdf_data, memory: UnsafeMutableRawBufferPointer, name: String) {
        self.qpdf = qpdf
        self.memory = memory
        self.name = name
        qpdf_silence_errors(qpdf)
        qpdf_set_suppress_warnings(qpdf, 1)
        qpdf_set_attempt_recovery(qpdf, 0)
    }

    private static func begin(_ bytes: [UInt8], name: String) throws(PDFError) -> PDFFile {
        guard let qpdf = qpdf_init() else { throw PDFError("no memory for \(name)") }
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        memory.copyBytes(from: bytes)
        return PDFFile(qpdf: qpdf, memory: memory, name: name)
    }

    /// The PDF in those bytes. What is damaged is refused, and never mended by guess.
    static func read(_ bytes: [UInt8], name: String) throws(PDFError) -> PDFFile {
        let file = try begin(bytes, name: name)
        let start = file.memory.baseAddress?.assumingMemoryBound(to: CChar.self)
        _ = qpdf_read_memory(file.qpdf, name, start, UInt64(file.memory.count), nil)
        try file.check("cannot be read as a PDF")
        return file
    }

    /// A PDF without pages.
    static func empty(name: String) throws(PDFError) -> PDFFile {
        let file = try begin([], name: name)
        _ = qpdf_empty_pdf(file.qpdf)
        try file.check("cannot be begun")
        return file
    }

    deinit {
        var qpdf: qpdf_data? = qpdf
        qpdf_cleanup(&qpdf)
        memory.deallocate()
    }

    /// Refuses what went wrong since the last look.
    func check(_ what: String) throws(PDFError) {
        guard qpdf_has_error(qpdf) != 0 else { return }
        let error = qpdf_get_error(qpdf)
        let text = qpdf_get_error_message_detail(qpdf, error).map { String(cString: $0) } ?? "no reason given"
        throw PDFError("\(name) \(what): \(text)")
    }

    /// The file as bytes, which are the same for the same objects.
    func written() throws(PDFError) -> [UInt8] {
        _ = qpdf_init_write_memory(qpdf)
        qpdf_set_deterministic_ID(qpdf, 1)
        qpdf_set_object_stream_mode(qpdf, qpdf_o_generate)
        _ = qpdf_write(qpdf)
        try check("cannot be written")
        guard let start = qpdf_get_buffer(qpdf) else { throw PDFError("\(name) cannot be written: no bytes") }
        return Array(UnsafeBufferPointer(start: start, count: qpdf_get_buffer_length(qpdf)))
    }

    // MARK: Objects

    var root: Object { Object(handle: qpdf_get_root(qpdf)) }
    var trailer: Object { Object(handle: qpdf_get_trailer(qpdf)) }
    var pageCount: Int { Int(qpdf_get_num_pages(qpdf)) }

    func page(_ index: Int) -> Object { Object(handle: qpdf_get_page_n(qpdf, index)) }

    /// That object, written as in a PDF.
    func parse(_ text: String) -> Object { Object(handle: qpdf_oh_parse(qpdf, text)) }
    func text(_ text: String) -> Object { Object(handle: qpdf_oh_new_unicode_string(qpdf, text)) }

    func stream(_ bytes: [UInt8], dictionary: [(String, Object)]) -> Object {
        let stream = qpdf_oh_new_stream(qpdf)
        replaceData(of: Object(handle: stream), with: bytes)
        let target = Object(handle: qpdf_oh_get_dict(qpdf, stream))
        for (key, value) in dictionary { set(key, of: target, to: value) }
        return Object(handle: stream)
    }

    func replaceData(of stream: Object, with bytes: [UInt8]) {
        let none = qpdf_oh_new_null(qpdf)
        qpdf_oh_replace_stream_data(qpdf, stream.handle, bytes, bytes.count, none, none)
    }

    /// The bytes of a stream, unpacked.
    func data(of stream: Object) throws(PDFError) -> [UInt8] {
        var start: UnsafeMutablePointer<UInt8>?
        var count = 0
        _ = qpdf_oh_get_stream_data(qpdf, stream.handle, qpdf_dl_generalized, nil, &start, &count)
        defer { free(start) }
        try check("has a stream that cannot be read")
        guard let start else { return [] }
        return Array(UnsafeBufferPointer(start: start, count: count))
    }

    func get(_ key: String, of object: Object) -> Object { Object(handle: qpdf_oh_get_key(qpdf, object.handle, key)) }
    func set(_ key: String, of object: Object, to value: Object) {
        qpdf_oh_replace_key(qpdf, object.handle, key, value.handle)
    }
    func remove(_ key: String, of object: Object) { qpdf_oh_remove_key(qpdf, object.handle, key) }

    /// The keys of a dictionary; none of anything else.
    func keys(of object: Object) -> [String] {
        guard qpdf_oh_is_dictionary(qpdf, object.handle) != 0 else { return [] }
        var keys: [String] = []
        qpdf_oh_begin_dict_key_iter(qpdf, object.handle)
        while qpdf_oh_dict_more_keys(qpdf) != 0 {
            if let key = qpdf_oh_dict_next_key(qpdf) { keys.append(String(cString: key)) }
        }
        return keys
    }

    func isNull(_ object: Object) -> Bool { qpdf_oh_is_null(qpdf, object.handle) != 0 }
    func isArray(_ object: Object) -> Bool { qpdf_oh_is_array(qpdf, object.handle) != 0 }
    func count(_ array: Object) -> Int { Int(qpdf_oh_get_array_n_items(qpdf, array.handle)) }
    func item(_ index: Int, of array: Object) -> Object {
        Object(handle: qpdf_oh_get_array_item(qpdf, array.handle, Int32(index)))
    }
    func setItem(_ index: Int, of array: Object, to value: Object) {
        qpdf_oh_set_array_item(qpdf, array.handle, Int32(index), value.handle)
    }
    func eraseItem(_ index: Int, of array: Object) { qpdf_oh_erase_item(qpdf, array.handle, Int32(index)) }
    func number(_ object: Object) -> Int { Int(qpdf_oh_get_int_value(qpdf, object.handle)) }
    func string(_ object: Object) -> String {
        qpdf_oh_get_utf8_value(qpdf, object.handle).map { String(cString: $0) } ?? ""
    }
    /// Whether it has that name, as `/Figure`.
    func isNamed(_ object: Object, _ name: String) -> Bool {
        qpdf_oh_is_name_and_equals(qpdf, object.handle, name) != 0
    }
    /// The number of an indirect object; 0 of a direct one.
    func id(_ object: Object) -> Int { Int(qpdf_oh_get_object_id(qpdf, object.handle)) }
    var null: Object { Object(handle: qpdf_oh_new_null(qpdf)) }

    /// Adds a page with nothing on it, its size in points.
    func addEmptyPage(width: Double, height: Double) throws(PDFError) {
        let page = parse("<< /Type /Page /MediaBox [0 0 \(width) \(height)] /Resources << >> >>")
        _ = qpdf_add_page(qpdf, qpdf, qpdf_make_indirect_object(qpdf, page.handle), 0)
        try check("takes in no empty page")
    }

    /// Adds a page of another file, which must live until this one is written.
    func add(_ page: Object, of other: borrowing PDFFile) throws(PDFError) {
        _ = qpdf_add_page(qpdf, other.qpdf, page.handle, 0)
        try check("takes in no page of \(other.name)")
    }
}
