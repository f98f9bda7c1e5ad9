internal import CRdKafka

extension Admin {
    /// That somebody may do something at the broker.
    public struct AccessRule: Hashable, Sendable {
        /// What is protected.
        public enum Resource: Hashable, Sendable {
            /// A topic by its whole name.
            case topic(String)
            /// A consumer group by its whole name.
            case group(String)
        }

        /// What may be done.
        public enum Operation: Hashable, Sendable {
            case read, write, describe, describeConfigs
        }

        /// Who, as the broker names it: `User:` and the name in the certificate.
        public var principal: String
        /// On what.
        public var resource: Resource
        /// What.
        public var operation: Operation

        /// `principal` may do `operation` on `resource`, from any host.
        public init(_ principal: String, may operation: Operation, on resource: Resource) {
            self.principal = principal
            self.operation = operation
            self.resource = resource
        }
    }

    /// Adds rules to the broker's access lists; one that is there already changes nothing. Throws the first that was
    /// refused, after all were tried.
    public func allow(_ rules: [AccessRule], timeoutMilliseconds: Int32 = 15_000) throws(KafkaError) {
        let operation = "set access rules"
        try require(.createsTopics, operation, timeoutMilliseconds)
        guard !rules.isEmpty else { return }
        var bindings: [OpaquePointer?] = []
        defer { for binding in bindings { rd_kafka_AclBinding_destroy(binding) } }
        var message = [CChar](repeating: 0, count: 512)
        for rule in rules {
            let (kind, name) = rule.resource.parts
            let binding = message.withUnsafeMutableBufferPointer {
                rd_kafka_AclBinding_new(
                    kind, name, RD_KAFKA_RESOURCE_PATTERN_LITERAL, rule.principal, "*", rule.operation.code,
                    RD_KAFKA_ACL_PERMISSION_TYPE_ALLOW, $0.baseAddress, $0.count)
            }
            guard let binding else {
                throw KafkaError(
                    .invalidArgument, while: "allow \(rule.principal) \(rule.operation) on \(name)",
                    message: text(message))
            }
            bindings.append(binding)
        }
        var failure: KafkaError?
        try ask(RD_KAFKA_ADMIN_OP_CREATEACLS, operation, timeoutMilliseconds) { options, queue in
            rd_kafka_CreateAcls(client.rk, &bindings, bindings.count, options, queue)
        } answer: { event in
            var count = 0
            guard
                let results = rd_kafka_CreateAcls_result_acls(rd_kafka_event_CreateAcls_result(event), &count)
            else { return }
            for index in 0..<count {
                guard failure == nil, let error = rd_kafka_acl_result_error(results[index]) else { continue }
                failure = KafkaError(
                    rd_kafka_error_code(error).code, while: operation,
                    message: rd_kafka_error_string(error).map { String(cString: $0) })
            }
        }
        if let failure { throw failure }
    }
}

extension Admin.AccessRule.Resource {
    fileprivate var parts: (kind: rd_kafka_ResourceType_t, name: String) {
        switch self {
        case .topic(let name): (RD_KAFKA_RESOURCE_TOPIC, name)
        case .group(let name): (RD_KAFKA_RESOURCE_GROUP, name)
        }
    }
}

extension Admin.AccessRule.Operation {
    fileprivate var code: rd_kafka_AclOperation_t {
        switch self {
        case .read: RD_KAFKA_ACL_OPERATION_READ
        case .write: RD_KAFKA_ACL_OPERATION_WRITE
        case .describe: RD_KAFKA_ACL_OPERATION_DESCRIBE
        case .describeConfigs: RD_KAFKA_ACL_OPERATION_DESCRIBE_CONFIGS
        }
    }
}
