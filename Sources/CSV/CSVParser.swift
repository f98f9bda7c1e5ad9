import CCSV

/// Runs libcsv over `text` (UTF-8, checked), line by line, so that each row knows where it began.
func parseRows(_ text: UnsafeBufferPointer<UInt8>, file: String) throws(CSVError) -> [CSVFile.Row] {
    var parser = csv_parser()
    // STRICT refuses a quote inside a field that is not quoted; STRICT_FINI refuses a quote that never closes.
    guard csv_init(&parser, UInt8(CSV_STRICT | CSV_STRICT_FINI)) == 0 else {
        throw CSVError(file: file, line: 1, message: "no memory to read it")
    }
    defer { csv_free(&parser) }
    // libcsv trims spaces and tabs around a field until it is told that nothing is a space.
    csv_set_space_func(&parser) { _ in 0 }

    // Owned here, lent to the callbacks for the length of each call.
    let builder = RowBuilder()
    let context = Unmanaged.passUnretained(builder).toOpaque()
    func check(_ succeeded: Bool, line: Int) throws(CSVError) {
        if succeeded { return }
        let message =
            switch csv_error(&parser) {
            case CSV_EPARSE:
                "a double quote stands where none can: put the whole field in quotes, and double each one inside"
            case let code: csv_strerror(code).map { String(cString: $0) } ?? "cannot be read"
            }
        throw CSVError(file: file, line: line, message: message)
    }

    var line = 1
    var start = 0
    while start < text.count {
        let end = endOfLine(in: text, from: start)
        if parser.pstate == rowNotBegun { builder.line = line }
        let slice = UnsafeBufferPointer(rebasing: text[start..<end])
        let read = csv_parse(&parser, slice.baseAddress, slice.count, fieldEnded, rowEnded, context)
        try check(read == slice.count, line: line)
        start = end
        line += 1
    }
    try withExtendedLifetime(builder) { () throws(CSVError) in
        // What is open at the end is a quote, and it opened somewhere in the row that is not finished.
        try check(csv_fini(&parser, fieldEnded, rowEnded, context) == 0, line: builder.line)
    }
    return builder.rows
}

/// libcsv's state between two rows (`ROW_NOT_BEGUN`, private to its source, and its initial state).
private let rowNotBegun: Int32 = 0

/// Collects what libcsv calls back with. Lives on one stack frame and thread.
private final class RowBuilder {
    var rows: [CSVFile.Row] = []
    var fields: [String] = []
    var line = 1
}

private func fieldEnded(_ bytes: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    let builder = Unmanaged<RowBuilder>.fromOpaque(context).takeUnretainedValue()
    builder.fields.append(String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self))
}

private func rowEnded(_ terminator: Int32, _ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    let builder = Unmanaged<RowBuilder>.fromOpaque(context).takeUnretainedValue()
    builder.rows.append(CSVFile.Row(line: builder.line, fields: builder.fields))
    builder.fields.removeAll(keepingCapacity: true)
}

/// The index after the line that begins at `start`: after LF, CRLF or a lone CR, or the end.
private func endOfLine(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count {
        switch text[index] {
        case UInt8(ascii: "\n"): return index + 1
        case UInt8(ascii: "\r"):
            let next = index + 1
            return next < text.count && text[next] == UInt8(ascii: "\n") ? next + 1 : next
        default: index += 1
        }
    }
    return index
}
