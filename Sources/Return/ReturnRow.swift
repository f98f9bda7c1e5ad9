/// A row of a module, with the rows that stand in it.
public struct ReturnRow: Equatable, Sendable {
    /// Its module.
    public let module: ReturnModule
    /// What stands in its items, as the XML has it: days as YYYY-MM-DD. What is unknown is not there.
    public var cells: [ReturnItem: String]
    /// The rows that stand in it, in their order.
    public var rows: [ReturnRow]

    public init(_ module: ReturnModule, _ cells: [ReturnItem: String] = [:], _ rows: [ReturnRow] = []) {
        self.module = module
        self.cells = cells.filter { !$0.value.isEmpty }
        self.rows = rows
    }

    /// What stands in that item; nil when it is unknown.
    public subscript(item: ReturnItem) -> String? {
        get { cells[item] }
        set { cells[item] = newValue?.isEmpty ?? true ? nil : newValue }
    }

    /// The rows of that module in it.
    public func rows(of module: ReturnModule) -> [ReturnRow] { rows.filter { $0.module == module } }

    /// Every row of that module below it, at any depth.
    public func all(_ module: ReturnModule) -> [ReturnRow] {
        rows.flatMap { ($0.module == module ? [$0] : []) + $0.all(module) }
    }

    /// The same without what that form does not ask for.
    func asked(by form: ReturnForm) -> ReturnRow {
        ReturnRow(module, cells.filter { form.asks($0.key) }, rows.map { $0.asked(by: form) })
    }
}

/// A person of the return.
public struct ReturnPerson: Equatable, Sendable {
    /// The council's reference: the case, where the log holds one.
    public let id: String
    /// The person's own row.
    public var row: ReturnRow

    public init(_ id: String, _ row: ReturnRow) {
        self.id = id
        self.row = row
    }
}
