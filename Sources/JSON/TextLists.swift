extension JSONWriter {
    /// A list of strings.
    package mutating func list(_ strings: [String]) {
        beginList()
        for string in strings {
            element()
            self.string(string)
        }
        endList()
    }
}
