import CCurl
import Glibc

/// Asks a server of elsewhere for a document, by libcurl: over TLS with its certificate held against the host's authorities,
/// never led elsewhere, within a size and a time. For identity providers: small documents of JSON.
///
/// - Thread: `get` and `post` wait for the answer, and may be called on any thread.
public struct WebFetch: Sendable {
    /// What comes back.
    public struct Answer: Sendable, Equatable {
        /// HTTP's status.
        public let status: Int
        /// The body.
        public let body: [UInt8]
    }

    /// Why nothing comes back. No reason holds what was asked or answered.
    public enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// The address is neither https nor, where that is let in, http on this host.
        case address
        /// More than may be read.
        case tooLarge
        /// libcurl's own reason.
        case failed(String)

        public var description: String {
            switch self {
            case .address: "its address is not https"
            case .tooLarge: "its answer is larger than \(WebFetch.mostBytes) bytes"
            case .failed(let reason): reason
            }
        }
    }

    /// How large an answer may be, in bytes.
    public static let mostBytes = 1 << 20

    private let seconds: Int
    private let isLoopback: Bool
    private let authorities: String?

    /// `seconds` is how long an answer may take in all. `authorities` is a file of certificates (PEM) in place of the host's own,
    /// as of a council's own authority; `isLoopback` lets in plain http on this host, for tests.
    public init(seconds: Int = 10, authorities: String? = nil, isLoopback: Bool = false) {
        self.seconds = seconds
        self.authorities = authorities
        self.isLoopback = isLoopback
    }

    /// Gets a document.
    public func get(_ address: String) throws(Fault) -> Answer { try ask(address, body: nil) }

    /// Sends a form, `application/x-www-form-urlencoded`.
    public func post(_ address: String, form: String) throws(Fault) -> Answer { try ask(address, body: form) }

    /// libcurl's own beginning, once for the process.
    private static let begun: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// Gathers what comes.
    private final class Body {
        var bytes: [UInt8] = []
        var isTooLarge = false
    }

    private func ask(_ address: String, body form: String?) throws(Fault) -> Answer {
        let isPlain = address.hasPrefix("http://127.0.0.1:")
        guard address.hasPrefix("https://") || isPlain && isLoopback, !address.utf8.contains(0) else { throw .address }
        guard Self.begun == CURLE_OK, let curl = curl_easy_init() else { throw .failed("libcurl does not begin") }
        defer { curl_easy_cleanup(curl) }
        let gathered = Body()
        let context = Unmanaged.passUnretained(gathered).toOpaque()
        // What cannot be set is not asked without.
        var codes = [
            curl_set_text(curl, CURLOPT_URL, address),
            curl_set_text(curl, CURLOPT_PROTOCOLS_STR, isPlain ? "http" : "https"),
            curl_set_number(curl, CURLOPT_FOLLOWLOCATION, 0), curl_set_number(curl, CURLOPT_NOSIGNAL, 1),
            curl_set_number(curl, CURLOPT_SSL_VERIFYPEER, 1), curl_set_number(curl, CURLOPT_SSL_VERIFYHOST, 2),
            curl_set_number(curl, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            curl_set_number(curl, CURLOPT_TIMEOUT, seconds),
            curl_set_number(curl, CURLOPT_CONNECTTIMEOUT, min(seconds, 5)),
            curl_set_number(curl, CURLOPT_MAXFILESIZE, Self.mostBytes),
            // Neither a file of passwords nor one of settings of whoever runs this is looked at.
            curl_set_number(curl, CURLOPT_NETRC, 0),
            curl_set_receiver(
                curl,
                { bytes, size, count, context in
                    guard let bytes, let context else { return 0 }
                    let gathered = Unmanaged<Body>.fromOpaque(context).takeUnretainedValue()
                    let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
                    guard gathered.bytes.count + piece.count <= WebFetch.mostBytes else {
                        gathered.isTooLarge = true
                        return 0
                    }
                    gathered.bytes.append(contentsOf: piece)
                    return piece.count
                }, context),
        ]
        if isPlain { codes.append(curl_set_text(curl, CURLOPT_NOPROXY, "*")) }
        if let authorities { codes.append(curl_set_text(curl, CURLOPT_CAINFO, authorities)) }
        if let form {
            codes.append(curl_set_number(curl, CURLOPT_POSTFIELDSIZE, form.utf8.count))
            codes.append(curl_set_text(curl, CURLOPT_COPYPOSTFIELDS, form))
        }
        if let code = codes.first(where: { $0 != CURLE_OK }) {
            throw .failed(String(cString: curl_easy_strerror(code)))
        }
        let code = withExtendedLifetime(gathered) { curl_easy_perform(curl) }
        guard !gathered.isTooLarge, code != CURLE_FILESIZE_EXCEEDED else { throw .tooLarge }
        guard code == CURLE_OK else { throw .failed(String(cString: curl_easy_strerror(code))) }
        return Answer(status: curl_status(curl), body: gathered.bytes)
    }
}
