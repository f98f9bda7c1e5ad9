import Contracts
public import YAML

/// Someone a family can turn to.
public struct PointOfContact: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Its telephone number.
    public let phone: String
    /// Its e-mail address.
    public let email: String
    /// Its web address, when it has one.
    public let web: String?
    /// The lines of its postal address; empty when it is not reached by post.
    public let address: [String]
}

/// What letters say of a council: who it is, and who helps the family or hears its appeal.
public struct Council: Hashable, Sendable {
    /// Its name in files: "bromley".
    public let id: String
    /// Its name for people.
    public let name: String
    /// Its three digits in the DfE's returns, as "305"; nil where nobody wrote them down.
    public let authority: String?
    /// The team that writes, with its address.
    public let team: PointOfContact
    /// Where its local offer lists schools, colleges and help.
    public let localOffer: String
    /// The SEND information, advice and support service.
    public let adviceService: PointOfContact
    /// The mediation adviser.
    public let mediationAdviser: PointOfContact
    /// The disagreement resolution service.
    public let disagreementService: PointOfContact
    /// The First-tier Tribunal (Special Educational Needs and Disability).
    public let tribunal: PointOfContact
    /// Where the council hears complaints.
    public let complaints: PointOfContact
    /// The fields that letters and messages take from it.
    let values: Values

    /// The council in that text (`seeds/councils`); refused with file and line when something is missing.
    public init(parsing text: String, file: String) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: [
            "id", "name", "authority", "team", "local_offer", "advice_service", "mediation_adviser",
            "disagreement_service",
            "tribunal",
            "complaints",
        ])
        id = try root.required("id").string()
        name = try root.required("name").string()
        let digits = try root.optional("authority")
        authority = try digits?.string()
        if let digits, let authority, authority.utf8.count != 3 || !authority.utf8.allSatisfy({ (0x30...0x39) ~= $0 }) {
            throw digits.error("expected the three digits of the DfE's returns, as 305, found \(authority)")
        }
        let offer = try root.required("local_offer")
        localOffer = try Council.web(offer)
        team = try PointOfContact(root.required("team"), needsAddress: true)
        adviceService = try PointOfContact(root.required("advice_service"))
        mediationAdviser = try PointOfContact(root.required("mediation_adviser"))
        disagreementService = try PointOfContact(root.required("disagreement_service"))
        tribunal = try PointOfContact(root.required("tribunal"), needsAddress: true, needsWeb: true)
        complaints = try PointOfContact(root.required("complaints"))
        var values = Values()
        values[.council] = .text(name)
        values[.team] = .text(team.name)
        values[.councilPhone] = .text(team.phone)
        values[.councilEmail] = .email(team.email)
        values[.localOffer] = .web(localOffer)
        values[.adviceService] = .text(adviceService.name)
        values[.advicePhone] = .text(adviceService.phone)
        values[.adviceEmail] = .email(adviceService.email)
        values[.mediationAdviser] = .text(mediationAdviser.name)
        values[.mediationPhone] = .text(mediationAdviser.phone)
        values[.mediationEmail] = .email(mediationAdviser.email)
        values[.disagreementService] = .text(disagreementService.name)
        values[.disagreementPhone] = .text(disagreementService.phone)
        values[.disagreementEmail] = .email(disagreementService.email)
        values[.tribunal] = .text(tribunal.name)
        values[.tribunalAddress] = .text(tribunal.address.joined(separator: ", "))
        values[.tribunalPhone] = .text(tribunal.phone)
        values[.tribunalEmail] = .email(tribunal.email)
        values[.tribunalWeb] = .web(tribunal.web ?? "")
        values[.complaints] = .text(complaints.name)
        values[.complaintsPhone] = .text(complaints.phone)
        values[.complaintsEmail] = .email(complaints.email)
        self.values = values
    }

    fileprivate static func web(_ node: YAMLNode) throws(YAMLError) -> String {
        let text = try node.string()
        guard text.hasPrefix("https://") || text.hasPrefix("http://") else {
            throw node.error("expected an address that begins with https://, found \(text)")
        }
        return text
    }
}

extension PointOfContact {
    fileprivate init(_ node: YAMLNode, needsAddress: Bool = false, needsWeb: Bool = false) throws(YAMLError) {
        try node.allow(only: ["name", "phone", "email", "web", "address"])
        name = try node.required("name").string()
        phone = try node.required("phone").string()
        let mail = try node.required("email")
        email = try mail.string()
        do throws(EmailAddress.Fault) {
            _ = try EmailAddress(email)
        } catch {
            throw mail.error("expected an e-mail address, found \(email): \(error)")
        }
        if needsWeb {
            web = try Council.web(node.required("web"))
        } else {
            var address: String?
            if let node = try node.optional("web") { address = try Council.web(node) }
            web = address
        }
        address = try (needsAddress ? node.required("address") : node.optional("address"))?.strings() ?? []
    }
}
