package import Contracts
package import Runtime

extension Entry {
    /// Appends it to that case, after the documents that it names stand.
    package func write(to id: CaseID, with documents: [DocumentHash: Document], _ address: LogAddress) throws {
        let writer = try LogWriter(address)
        defer { writer.close() }
        var isNamed = false
        for event in events {
            for (role, hash) in event.data.documents {
                guard let document = documents[hash] else { continue }
                isNamed = true
                try writer.write(
                    .documents, key: "\(DocumentKey(id, role, hash))", value: document.bytes, headers: document.headers)
            }
        }
        if isNamed { try writer.flush() }
        try writer.append(self, to: id)
        try writer.flush()
    }
}
