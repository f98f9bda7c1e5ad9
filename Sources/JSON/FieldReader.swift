/// Reads an object by its list of fields.
///
/// Our own writer writes the fields in list order, so that order is tried first: each name is compared with the bytes
/// that stand next, nothing is looked up, and no name can repeat. If a required name does not stand next, or something
/// is left over at the end, the object is read again from its start, now searching each name among all that it has.
public struct FieldReader: FieldVisitor, ~Copyable {
    /// It does.
    @inlinable public static var reads: Bool { true }
    @usableFromInline var reader: JSONReader
    /// In list order: nothing of the object is left.
    @usableFromInline var isAtEnd: Bool
    /// In list order: a required field did not stand next.
    @usableFromInline var isMisplaced = false
    /// When searching: what the object has.
    @usableFromInline var members: [Member]?
    @usableFromInline var taken = 0
    @usableFromInline let start: Int
    /// When searching: behind the object.
    @usableFromInline var behind: JSONReader.Mark

    @usableFromInline struct Member {
        let name: JSONReader.Text
        /// The name without its escapes, if it has any.
        let resolved: [UInt8]
        let value: JSONReader.Mark

        func isNamed(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
            name.isEscaped ? resolved.withUnsafeBufferPointer { equal($0, other) } : equal(name.raw, other)
        }
    }

    @inlinable init(inListOrder reader: JSONReader) throws(JSONError) {
        self.reader = reader
        start = reader.at
        behind = reader.mark
        isAtEnd = !(try self.reader.beginObject())
    }

    @usableFromInline init(searching reader: JSONReader) throws(JSONError) {
        self.reader = reader
        start = reader.at
        isAtEnd = false
        behind = reader.mark
        self.reader.triesListOrder = false
        var members: [Member] = []
        if try self.reader.beginObject() {
            repeat {
                let name = try self.reader.name()
                let resolved = name.isEscaped ? name.bytes : []
                let isRepeated =
                    name.isEscaped
                    ? resolved.withUnsafeBufferPointer { bytes in members.contains { $0.isNamed(bytes) } }
                    : members.contains { $0.isNamed(name.raw) }
                guard !isRepeated else {
                    throw JSONError(.duplicateField(String(name.string.prefix(64))), offset: start)
                }
                guard members.count < JSONReader.mostFields else { throw JSONError(.tooManyFields, offset: start) }
                members.append(Member(name: name, resolved: resolved, value: self.reader.mark))
                try self.reader.skipValue()
            } while try self.reader.nextField()
        }
        self.members = members
        behind = self.reader.mark
    }

    /// Whether list order sufficed.
    @inlinable var isComplete: Bool { isAtEnd && !isMisplaced }

    /// Puts the reader behind the object, with what was counted.
    @usableFromInline consuming func finish(_ reader: inout JSONReader) {
        let triedListOrder = reader.triesListOrder
        reader = self.reader
        reader.seek(behind)
        reader.triesListOrder = triedListOrder
        reader.unknownFields += (members?.count ?? taken) - taken
    }

    /// Reads a required field.
    @inlinable @inline(__always)
    public mutating func field<T: FieldValue>(
        _ name: StaticString, _ value: inout T, _ meaning: StaticString
    ) throws(JSONError) {
        guard try goToValue(name) else { return try absent(name) }
        do throws(JSONError) { try value.fill(reading: &reader) } catch { throw error.inside(name) }
        try goOn()
    }

    /// Reads a field that may be absent.
    @inlinable @inline(__always)
    public mutating func optional<T: FieldValue>(
        _ name: StaticString, _ value: inout T?, _ meaning: StaticString
    ) throws(JSONError) {
        guard try goToValue(name) else {
            value = nil
            return
        }
        do throws(JSONError) { value = try T(reading: &reader) } catch { throw error.inside(name) }
        try goOn()
    }

    /// Goes to the value of `name`: in list order if it stands next, when searching if the object has it.
    @inlinable @inline(__always)
    mutating func goToValue(_ name: StaticString) throws(JSONError) -> Bool {
        let length = name.utf8CodeUnitCount
        let quote = reader.at &+ length &+ 1
        guard !isAtEnd, members == nil, quote < reader.count, reader.base[quote] == UInt8(ascii: "\""),
            reader.base[reader.at] == UInt8(ascii: "\""),
            equal(reader.base + (reader.at &+ 1), name.utf8Start, length)
        else { return find(name) }
        reader.at = quote + 1
        if reader.peek == UInt8(ascii: ":") { reader.at += 1 } else { try reader.colon() }
        reader.skipWhitespace()
        return true
    }

    /// Goes on behind a value, to the next name or behind the object.
    @inlinable @inline(__always)
    mutating func goOn() throws(JSONError) {
        let next = reader.at + 1
        if next < reader.count, reader.base[reader.at] == UInt8(ascii: ","), reader.base[next] == UInt8(ascii: "\"") {
            reader.at = next
        } else {
            isAtEnd = !(try reader.nextField())
        }
    }

    @usableFromInline mutating func find(_ name: StaticString) -> Bool {
        let name = UnsafeBufferPointer(name)
        guard let member = members?.first(where: { $0.isNamed(name) }) else { return false }
        taken += 1
        reader.seek(member.value)
        return true
    }

    /// A required field does not stand next: the object must be searched, or was and has it not.
    @usableFromInline mutating func absent(_ name: StaticString) throws(JSONError) {
        guard members == nil else { throw JSONError(.missingField("\(name)"), offset: start) }
        isMisplaced = true
        isAtEnd = true
    }
}
