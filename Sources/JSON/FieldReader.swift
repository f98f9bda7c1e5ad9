/// Reads an object by its list of fields.
///
/// Our own writer writes the fields in list order, so that order is tried first: each name is compared with the bytes
/// that stand next, nothing is looked up, and no name can repeat. If a required name does not stand next, or something
/// is left over at the end, the object is read again from its start, now searching each name among all that it has.
public struct FieldReader: FieldVisitor, ~Copyable {
    /// It does.
    @inlinable public static var reads: Bool { true }
    /// The reader itself and not a copy: copied in and out at every object, it would be written in parts and at once
    /// read as a whole, for which a processor waits. It is `fill`'s own for as long as this value lives.
    @usableFromInline let reader: UnsafeMutablePointer<JSONReader>
    /// In list order: nothing of the object is left.
    @usableFromInline var isAtEnd: Bool
    /// In list order: a required field did not stand next.
    @usableFromInline var isMisplaced = false
    /// When searching: what the object has.
    @usableFromInline var members: [Member]?
    @usableFromInline var taken = 0
    @usableFromInline let start: Int
    /// When searching: behind the object.
    @usableFromInline var behind = JSONReader.Mark(offset: 0, depth: 0)

    @usableFromInline struct Member {
        let name: JSONReader.Text
        /// The name without its escapes, if it has any.
        let resolved: [UInt8]
        let value: JSONReader.Mark

        func isNamed(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
            name.isEscaped ? resolved.withUnsafeBufferPointer { equal($0, other) } : equal(name.raw, other)
        }
    }

    @inlinable init(inListOrder reader: UnsafeMutablePointer<JSONReader>) throws(JSONError) {
        self.reader = reader
        start = reader.pointee.at
        isAtEnd = !(try reader.pointee.beginObject())
    }

    @usableFromInline init(searching reader: UnsafeMutablePointer<JSONReader>) throws(JSONError) {
        self.reader = reader
        start = reader.pointee.at
        isAtEnd = false
        var members: [Member] = []
        if try reader.pointee.beginObject() {
            repeat {
                let name = try reader.pointee.name()
                let resolved = name.isEscaped ? name.bytes : []
                let isRepeated =
                    name.isEscaped
                    ? resolved.withUnsafeBufferPointer { bytes in members.contains { $0.isNamed(bytes) } }
                    : members.contains { $0.isNamed(name.raw) }
                guard !isRepeated else {
                    throw JSONError(.duplicateField(String(name.string.prefix(64))), offset: start)
                }
                guard members.count < JSONReader.mostFields else { throw JSONError(.tooManyFields, offset: start) }
                members.append(Member(name: name, resolved: resolved, value: reader.pointee.mark))
                try reader.pointee.skipValue()
            } while try reader.pointee.nextField()
        }
        self.members = members
        behind = reader.pointee.mark
    }

    /// Whether list order sufficed.
    @inlinable var isComplete: Bool { isAtEnd && !isMisplaced }

    /// Puts the reader behind the object that was searched, and counts what was not taken.
    @usableFromInline consuming func finish() {
        reader.pointee.seek(behind)
        reader.pointee.unknownFields += (members?.count ?? taken) - taken
    }

    /// Reads a required field.
    @inlinable @inline(__always)
    public mutating func field<T: FieldValue>(
        _ name: StaticString, _ value: inout T, _ meaning: StaticString
    ) throws(JSONError) {
        guard try goToValue(name) else { return try absent(name) }
        do throws(JSONError) { try value.fill(reading: &reader.pointee) } catch { throw error.inside(name) }
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
        do throws(JSONError) { value = try T(reading: &reader.pointee) } catch { throw error.inside(name) }
        try goOn()
    }

    /// Goes to the value of `name`: in list order if it stands next, when searching if the object has it.
    @inlinable @inline(__always)
    mutating func goToValue(_ name: StaticString) throws(JSONError) -> Bool {
        let length = name.utf8CodeUnitCount
        let quote = reader.pointee.at &+ length &+ 1
        guard !isAtEnd, members == nil, quote < reader.pointee.count, reader.pointee.base[quote] == UInt8(ascii: "\""),
            reader.pointee.base[reader.pointee.at] == UInt8(ascii: "\""),
            equal(reader.pointee.base + (reader.pointee.at &+ 1), name.utf8Start, length)
        else { return members == nil ? false : find(name) }
        reader.pointee.at = quote + 1
        if reader.pointee.peek == UInt8(ascii: ":") { reader.pointee.at += 1 } else { try reader.pointee.colon() }
        reader.pointee.skipWhitespace()
        return true
    }

    /// Goes on behind a value, to the next name or behind the object.
    @inlinable @inline(__always)
    mutating func goOn() throws(JSONError) {
        let next = reader.pointee.at + 1
        if next < reader.pointee.count, reader.pointee.base[reader.pointee.at] == UInt8(ascii: ","),
            reader.pointee.base[next] == UInt8(ascii: "\"")
        {
            reader.pointee.at = next
        } else {
            isAtEnd = !(try reader.pointee.nextField())
        }
    }

    @usableFromInline mutating func find(_ name: StaticString) -> Bool {
        let name = UnsafeBufferPointer(name)
        guard let member = members?.first(where: { $0.isNamed(name) }) else { return false }
        taken += 1
        reader.pointee.seek(member.value)
        return true
    }

    /// A required field does not stand next: the object must be searched, or was and has it not.
    @usableFromInline mutating func absent(_ name: StaticString) throws(JSONError) {
        guard members == nil else { throw JSONError(.missingField("\(name)"), offset: start) }
        isMisplaced = true
        isAtEnd = true
    }
}
