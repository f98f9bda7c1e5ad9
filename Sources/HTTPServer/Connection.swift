import Glibc

/// One connection and what of its one request has come or gone. Lives on the loop's thread.
struct Connection {
    /// How far its request is.
    enum Stage {
        /// Its head is coming.
        case head(HeadScan)
        /// Its body is coming; it counts as a request under way. So many bytes of it are kept, fewer than there are where it is cut.
        case body(RequestHead, kept: Int, cut: Request.Cut?)
        /// The handler has it.
        case handled
        /// The answer is leaving; so much of it has left.
        case answering([UInt8], sent: Int)
        /// The answer has left, and this side is closed: what still comes is read past for a moment, or the client would lose
        /// the answer with its connection.
        case closing(readPast: Int)
    }

    let socket: Int32
    /// Who is at the other end.
    let peer: String
    var stage = Stage.head(HeadScan())
    /// What has come and is not used.
    var bytes: [UInt8] = []
    /// How many bytes of the body have come.
    var bodyCame = 0
    /// What is counted for its body, until it is answered.
    var held: (bytes: Int, isUpload: Bool) = (0, false)
    /// When it has had its time, on the loop's clock. None while the handler has it.
    var deadline: Double?
    /// When its whole answer must have left.
    var lastDeadline = Double.infinity

    init(socket: Int32, peer: String, deadline: Double) {
        self.socket = socket
        self.peer = peer
        self.deadline = deadline
    }

    /// What poll is to look for.
    var interest: Int16 {
        switch stage {
        case .head, .body, .closing: Int16(POLLIN)
        case .answering: Int16(POLLOUT)
        case .handled: 0
        }
    }

    /// Whether stopping waits for it.
    var isUnderWay: Bool {
        switch stage {
        case .body, .handled, .answering: true
        case .head, .closing: false
        }
    }

    /// How readily it makes room for a newcomer, the least first; nil when it does not.
    var worth: Int? {
        switch stage {
        case .closing: 0
        case .head: 1
        case .body: 2
        case .answering: 3
        case .handled: nil
        }
    }
}
