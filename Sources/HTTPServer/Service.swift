import CMicroHTTPD
import Dispatch
import Synchronization

/// What libmicrohttpd's threads share.
final class Service: Sendable {
    let handler: @Sendable (Request) -> Response
    let bodyLimit: Int
    let names: HostNames
    let connections: OpenConnections
    /// The requests that have begun and are not yet answered to the last byte.
    let underWay = DispatchGroup()
    let isStopping = Atomic(false)

    init(
        handler: @escaping @Sendable (Request) -> Response, bodyLimit: Int, names: HostNames,
        connections: OpenConnections
    ) {
        self.handler = handler
        self.bodyLimit = bodyLimit
        self.names = names
        self.connections = connections
    }
}

/// One request on its way. Lives on its connection's thread, between its first call and `completed`.
private final class Exchange {
    var body: [UInt8] = []
    var discarded = 0
}

/// Called once when the headers are there, then for each piece of the body, then once at its end.
func received(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ url: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ upload: UnsafePointer<CChar>?,
    _ uploadCount: UnsafeMutablePointer<Int>?, _ own: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let context, let connection, let url, let method, let uploadCount, let own else { return .NO }
    let service = Unmanaged<Service>.fromOpaque(context).takeUnretainedValue()
    let isPost = String(cString: method) == "POST"
    guard let state = own.pointee else {
        own.pointee = Unmanaged.passRetained(Exchange()).toOpaque()
        service.underWay.enter()
        // Refusals that need no body are sent before one is read. A client of HTTP/1.0 need not say a name, and no
        // browser is one.
        let hosts = fields(connection, .HEADER_KIND) { $0.lowercased() }.filter { $0.name == "host" }
        guard hosts.allSatisfy({ service.names.allow($0.value) }) else {
            return answer(connection, .otherName(service.names), service)
        }
        guard isPost || ["GET", "HEAD"].contains(String(cString: method)) else {
            return answer(connection, .methodNotAllowed([.get, .post]), service)
        }
        let length = MHD_lookup_connection_value(connection, .HEADER_KIND, "Content-Length")
        if let length, let count = Int(String(cString: length)), count > service.bodyLimit {
            return answer(connection, .tooLarge(limit: service.bodyLimit), service)
        }
        return .YES
    }
    let exchange = Unmanaged<Exchange>.fromOpaque(state).takeUnretainedValue()
    if uploadCount.pointee > 0 {
        let piece = UnsafeRawBufferPointer(start: upload, count: uploadCount.pointee)
        uploadCount.pointee = 0
        if exchange.discarded == 0, exchange.body.count + piece.count <= service.bodyLimit {
            exchange.body.append(contentsOf: piece)
            return .YES
        }
        // A body sent in chunks says its length only by ending: what is too much is read past, so that the client can
        // be told, but not for ever.
        exchange.discarded += piece.count
        return exchange.discarded <= service.bodyLimit * 8 ? .YES : .NO
    }
    guard exchange.discarded == 0 else { return answer(connection, .tooLarge(limit: service.bodyLimit), service) }
    guard let path = String(validatingCString: url) else {
        return answer(connection, .text("The path is not UTF-8.\n", status: 400), service)
    }
    let request = Request(
        method: isPost ? .post : .get, path: path, query: fields(connection, .GET_ARGUMENT_KIND) { $0 },
        headers: fields(connection, .HEADER_KIND) { $0.lowercased() }, body: exchange.body)
    return answer(connection, service.handler(request), service)
}

/// Called when a request is answered, or its connection is lost.
func completed(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
    _ own: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ reason: MHD_RequestTerminationCode
) {
    guard let context, let own, let state = own.pointee else { return }
    own.pointee = nil
    Unmanaged<Exchange>.fromOpaque(state).release()
    let service = Unmanaged<Service>.fromOpaque(context).takeUnretainedValue()
    if reason == .REQUEST_TERMINATED_COMPLETED_OK, let connection {
        service.connections.answered(mhd_socket(connection))
    }
    service.underWay.leave()
}

/// Called when a connection is opened, and when it is about to be closed.
func connected(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
    _ own: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ event: MHD_ConnectionNotificationCode
) {
    guard let context, let connection else { return }
    let connections = Unmanaged<Service>.fromOpaque(context).takeUnretainedValue().connections
    let socket = mhd_socket(connection)
    switch event {
    case .CONNECTION_NOTIFY_STARTED: connections.opened(socket)
    default: connections.closed(socket)
    }
}

private func answer(_ connection: OpaquePointer, _ response: Response, _ service: Service) -> MHD_Result {
    guard let answer = composed(response, service) ?? composed(.brokenAnswer, service) else { return .NO }
    defer { MHD_destroy_response(answer.pointer) }
    return MHD_queue_response(connection, answer.status, answer.pointer)
}

/// libmicrohttpd's form of the answer; `nil` when it cannot be sent as it is.
private func composed(_ response: Response, _ service: Service) -> (pointer: OpaquePointer, status: UInt32)? {
    guard let status = UInt32(exactly: response.status), (200...599).contains(status) else { return nil }
    var headers = response.headers
    for header in Response.defaultHeaders
    where !headers.contains(where: { $0.name.lowercased() == header.name.lowercased() }) {
        headers.append(header)
    }
    // libmicrohttpd then closes the connection, which would otherwise be kept for more requests.
    if service.isStopping.load(ordering: .relaxed) { headers.append(("Connection", "close")) }
    var body = response.body
    let pointer = body.withUnsafeMutableBytes { bytes in
        MHD_create_response_from_buffer(bytes.count, bytes.baseAddress, .RESPMEM_MUST_COPY)
    }
    guard let pointer else { return nil }
    for (name, value) in headers where MHD_add_response_header(pointer, name, value) == .NO {
        // A line end in a header would begin another one of somebody else's making: nothing of the answer is sent.
        MHD_destroy_response(pointer)
        return nil
    }
    return (pointer, status)
}

extension Response {
    /// Sent in place of an answer whose status or headers HTTP does not have.
    fileprivate static var brokenAnswer: Response {
        .text("The answer could not be sent: its status or a header is not one of HTTP's.\n", status: 500)
    }
}

/// Gathers the values of one kind.
private final class Fields {
    var fields: [Request.Field] = []
}

private func fields(
    _ connection: OpaquePointer, _ kind: MHD_ValueKind, name: (String) -> String
) -> [Request.Field] {
    let gathered = Fields()
    MHD_get_connection_values(
        connection, kind,
        { context, _, key, value in
            guard let context, let key else { return .YES }
            let gathered = Unmanaged<Fields>.fromOpaque(context).takeUnretainedValue()
            gathered.fields.append(
                Request.Field(String(cString: key), value.map { String(cString: $0) } ?? ""))
            return .YES
        }, Unmanaged.passUnretained(gathered).toOpaque())
    return gathered.fields.map { Request.Field(name($0.name), $0.value) }
}
