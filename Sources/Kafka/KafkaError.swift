internal import CRdKafka

/// What went wrong at Kafka's side: what was being done, librdkafka's code and words, and what to do about it.
public struct KafkaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// librdkafka's error code; below 0 the client's own, above 0 the broker's.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The number, as in `rd_kafka_resp_err_t`.
        public let rawValue: Int32

        /// The code with librdkafka's number `rawValue`.
        public init(rawValue: Int32) { self.rawValue = rawValue }

        /// librdkafka's name without its prefix, such as `_TIMED_OUT`.
        public var description: String { String(cString: rd_kafka_err2name(rd_kafka_resp_err_t(rawValue: rawValue))) }

        /// librdkafka's words for the code.
        public var meaning: String { String(cString: rd_kafka_err2str(rd_kafka_resp_err_t(rawValue: rawValue))) }

        /// `RD_KAFKA_RESP_ERR_NO_ERROR`
        public static let noError = Code(rawValue: 0)
        /// `RD_KAFKA_RESP_ERR__TRANSPORT`: a connection broke or could not be made.
        public static let transport = Code(rawValue: -195)
        /// `RD_KAFKA_RESP_ERR__RESOLVE`: a host name is not known.
        public static let resolve = Code(rawValue: -193)
        /// `RD_KAFKA_RESP_ERR__MSG_TIMED_OUT`: a record was not acknowledged within the delivery time-out.
        public static let messageTimedOut = Code(rawValue: -192)
        /// `RD_KAFKA_RESP_ERR__PARTITION_EOF`
        public static let partitionEOF = Code(rawValue: -191)
        /// `RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION`
        public static let unknownPartition = Code(rawValue: -190)
        /// `RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC`
        public static let unknownTopic = Code(rawValue: -188)
        /// `RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN`
        public static let allBrokersDown = Code(rawValue: -187)
        /// `RD_KAFKA_RESP_ERR__INVALID_ARG`
        public static let invalidArgument = Code(rawValue: -186)
        /// `RD_KAFKA_RESP_ERR__TIMED_OUT`
        public static let timedOut = Code(rawValue: -185)
        /// `RD_KAFKA_RESP_ERR__QUEUE_FULL`
        public static let queueFull = Code(rawValue: -184)
        /// `RD_KAFKA_RESP_ERR__SSL`
        public static let ssl = Code(rawValue: -181)
        /// `RD_KAFKA_RESP_ERR__WAIT_COORD`
        public static let waitingForCoordinator = Code(rawValue: -180)
        /// `RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE`: this broker does not offer what was asked.
        public static let notSupportedByBroker = Code(rawValue: -165)
        /// `RD_KAFKA_RESP_ERR__STATE`: the client has been closed, or is not in a state to do this.
        public static let state = Code(rawValue: -172)
        /// `RD_KAFKA_RESP_ERR__AUTHENTICATION`
        public static let authentication = Code(rawValue: -169)
        /// `RD_KAFKA_RESP_ERR__PURGE_QUEUE`: the producer was closed before it sent the record.
        public static let purgedFromQueue = Code(rawValue: -152)
        /// `RD_KAFKA_RESP_ERR__PURGE_INFLIGHT`: the producer was closed before the record was acknowledged.
        public static let purgedInFlight = Code(rawValue: -151)
        /// `RD_KAFKA_RESP_ERR__FATAL`: the client cannot go on.
        public static let fatal = Code(rawValue: -150)
        /// `RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET`: the log does not hold the offset that was to be read.
        public static let offsetNotInLog = Code(rawValue: -140)
        /// `RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE`
        public static let offsetOutOfRange = Code(rawValue: 1)
        /// `RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART`
        public static let unknownTopicOrPartition = Code(rawValue: 3)
        /// `RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE`
        public static let messageTooLarge = Code(rawValue: 10)
        /// `RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED`
        public static let topicAuthorizationFailed = Code(rawValue: 29)
        /// `RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED`
        public static let groupAuthorizationFailed = Code(rawValue: 30)
        /// `RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED`
        public static let clusterAuthorizationFailed = Code(rawValue: 31)
        /// `RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS`
        public static let topicAlreadyExists = Code(rawValue: 36)
        /// `RD_KAFKA_RESP_ERR_POLICY_VIOLATION`: what the embedded broker answers when it is full.
        public static let policyViolation = Code(rawValue: 44)
        /// `RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION`: the group went on without this member.
        public static let illegalGeneration = Code(rawValue: 22)
        /// `RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID`: the group no longer knows this member.
        public static let unknownMember = Code(rawValue: 25)
        /// `RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS`
        public static let rebalanceInProgress = Code(rawValue: 27)
    }

    /// What the caller is to do.
    public enum Advice: String, Hashable, Sendable {
        /// Nothing is wrong with what was asked: the same may succeed a little later.
        case retry
        /// This client cannot go on: close it, open a new one, and begin again from what the log holds.
        case stop
        /// It will fail again until somebody changes something: stop, and say so.
        case askOperator
    }

    /// librdkafka's code.
    public let code: Code
    /// What was being done, such as `append to case-files/3`.
    public let operation: String
    /// librdkafka's or the broker's own words.
    public let message: String
    /// What to do now.
    public let advice: Advice

    /// The error `code` met while doing `operation`; without a message librdkafka's words for the code are taken.
    public init(_ code: Code, while operation: String, message: String? = nil, advice: Advice? = nil) {
        self.code = code
        self.operation = operation
        self.message = message ?? code.meaning
        self.advice = advice ?? code.usualAdvice
    }

    /// One line for people: what was done, what happened, what to do.
    public var description: String {
        "\(operation): \(message) (\(code)); \(instruction)"
    }

    private var instruction: String {
        switch code {
        case .offsetNotInLog, .offsetOutOfRange:
            "the log no longer holds, or never held, what was to be read: find out what removed it before starting again"
        case .policyViolation:
            "if this is the embedded broker it is full: start it anew with less data, or use Apache Kafka; "
                + "else ask who set the broker's policies"
        case .notSupportedByBroker: "use a broker that offers it, such as Apache Kafka"
        case .topicAuthorizationFailed, .groupAuthorizationFailed, .clusterAuthorizationFailed:
            "give this client's name the right with the broker's access lists"
        case .authentication, .ssl: "check the certificates and their locations"
        case .unknownTopic, .unknownTopicOrPartition, .unknownPartition: "create the topic, or correct its name"
        case .messageTooLarge: "make the record smaller, or raise the topic's max.message.bytes"
        default:
            switch advice {
            case .retry: "try again"
            case .stop: "close this client and open a new one"
            case .askOperator: "an operator must change something before it can succeed"
            }
        }
    }
}

extension KafkaError.Code {
    var usualAdvice: KafkaError.Advice {
        switch rawValue {
        // Brokers away or slow, elections, coordinators on the move: librdkafka goes on trying by itself.
        case -195, -193, -192, -187, -185, -184, -180, -152, -151, 5, 6, 7, 8, 9, 13, 14, 15, 16, 19, 20, 22, 25, 27,
            41, 56,
            72, 74, 75, 76, 78, 89:
            .retry
        // Certificates, rights, settings, names, sizes, and records that are no longer there.
        case -190, -188, -186, -181, -169, -165, -140, 1, 2, 3, 10, 17, 29, 30, 31, 33, 34, 35, 36, 37, 38, 40, 44, 53,
            54, 58, 65:
            .askOperator
        default: .stop
        }
    }
}

extension rd_kafka_resp_err_t {
    var code: KafkaError.Code { KafkaError.Code(rawValue: rawValue) }
}
