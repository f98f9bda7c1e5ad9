internal import CXML

// What is not obvious here:
//
// - A document type is refused, with all that hangs on it: with it go entities that grow, entities that name files, and
//   addresses to fetch. Nothing is fetched and nothing substituted but the five names that XML itself has.

/// An element's start, as a walk meets it.
public struct XMLElement: Sendable {
    /// The name without its prefix.
    public let name: String
    /// The namespace; empty for none.
    public let namespace: String
    /// The attributes by their names without prefix.
    public let attributes: [String: String]
}

/// What a walk through XML meets, in the order of the bytes.
public enum XMLEvent: Sendable {
    case start(XMLElement)
    /// The end of the innermost element that is open.
    case end
    case text(String)
}

/// Walks through XML in memory, by libxml2.
public enum XMLEvents {
    /// The most bytes that are read.
    public static let mostBytes = 64 << 20
    /// How deep elements may be nested.
    public static let greatestDepth = 200
    /// The most attributes of one element.
    public static let mostAttributes = 256

    /// Calls `body` with each event. Refused are bytes that are not well-formed, a document type, and deeper nesting.
    public static func walk(_ bytes: [UInt8], _ body: (XMLEvent) throws(XMLError) -> Void) throws(XMLError) {
        guard !bytes.isEmpty, bytes.count <= mostBytes else {
            throw XMLError("it has \(bytes.count) bytes; 1 to \(mostBytes) are read")
        }
        try bytes.withUnsafeBufferPointer { (bytes) throws(XMLError) in
            let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
            guard let reader = xml_reader(start, Int32(bytes.count)) else {
                throw XMLError("there is no memory to read it")
            }
            defer { xmlFreeTextReader(reader) }
            try walk(reader, body)
        }
    }

    private static func walk(
        _ reader: xmlTextReaderPtr, _ body: (XMLEvent) throws(XMLError) -> Void
    ) throws(XMLError) {
        while true {
            let status = xmlTextReaderRead(reader)
            let line = Int(xmlTextReaderGetParserLineNumber(reader))
            guard status == 1 else {
                if status == 0 { return }
                throw XMLError("it is not well-formed", line: line)
            }
            guard xmlTextReaderDepth(reader) <= greatestDepth else {
                throw XMLError("elements are nested deeper than \(greatestDepth)", line: line)
            }
            switch UInt32(bitPattern: xmlTextReaderNodeType(reader)) {
            case XML_READER_TYPE_ELEMENT.rawValue:
                let isEmpty = xmlTextReaderIsEmptyElement(reader) == 1
                try body(.start(try element(reader, line)))
                if isEmpty { try body(.end) }
            case XML_READER_TYPE_END_ELEMENT.rawValue: try body(.end)
            case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
                XML_READER_TYPE_WHITESPACE.rawValue, XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
                try body(.text(string(xmlTextReaderConstValue(reader))))
            case XML_READER_TYPE_DOCUMENT_TYPE.rawValue, XML_READER_TYPE_ENTITY_REFERENCE.rawValue:
                throw XMLError("it has a document type or an entity, which is not read", line: line)
            default: break
            }
        }
    }

    private static func element(_ reader: xmlTextReaderPtr, _ line: Int) throws(XMLError) -> XMLElement {
        let (name, namespace) = (
            string(xmlTextReaderConstLocalName(reader)), string(xmlTextReaderConstNamespaceUri(reader))
        )
        let count = Int(xmlTextReaderAttributeCount(reader))
        guard count <= mostAttributes else {
            throw XMLError("an element has more than \(mostAttributes) attributes", line: line)
        }
        var attributes: [String: String] = [:]
        while xmlTextReaderMoveToNextAttribute(reader) == 1 {
            attributes[string(xmlTextReaderConstLocalName(reader))] = string(xmlTextReaderConstValue(reader))
        }
        xmlTextReaderMoveToElement(reader)
        return XMLElement(name: name, namespace: namespace, attributes: attributes)
    }

    private static func string(_ text: UnsafePointer<xmlChar>?) -> String { text.map { String(cString: $0) } ?? "" }
}
