import Testing

@testable import XML

@Suite struct `XML` {
    private static func events(_ text: String) throws(XMLError) -> [String] {
        var events: [String] = []
        try XMLEvents.walk(Array(text.utf8)) { (event) throws(XMLError) in
            switch event {
            case .start(let element):
                let attributes = element.attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
                events.append("<\(element.namespace)|\(element.name)\(attributes)>")
            case .end: events.append("</>")
            case .text(let text): events.append(text)
            }
        }
        return events
    }

    @Test func `is walked in its order, with namespaces, attributes and the five names that it has itself`() throws {
        let text =
            #"<?xml version="1.0"?><w:p xmlns:w="urn:w"><w:t w:val="x &lt; y">a &amp; b</w:t><!-- no --><w:b/></w:p>"#
        #expect(
            try Self.events(text) == [
                "<urn:w|p w=urn:w>", "<urn:w|t val=x < y>", "a & b", "</>", "<urn:w|b>", "</>", "</>",
            ])
    }

    @Test(arguments: [
        #"<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>"#,
        #"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"#,
        #"<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;&y;&y;</a>"#,
    ])
    func `has no document type, and with it no entities that grow or lead elsewhere`(_ text: String) {
        #expect(throws: XMLError.self) { _ = try Self.events(text) }
    }

    @Test(arguments: ["", "<a>", "<a></b>", "a", "<a>&unknown;</a>", "<a b=1/>", "<a/><b/>"])
    func `is refused where it is not well-formed`(_ text: String) {
        #expect(throws: XMLError.self) { _ = try Self.events(text) }
    }

    @Test func `is refused where it is nested too deep`() {
        let depth = XMLEvents.greatestDepth
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(throws: Never.self) { _ = try Self.events(nested(depth)) }
        #expect(throws: XMLError.self) { _ = try Self.events(nested(depth + 2)) }
        #expect(throws: XMLError.self) { _ = try Self.events(nested(100_000)) }
    }
}
