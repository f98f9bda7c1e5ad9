import CaseFile
import Casework
import Contracts
import HTML
import HTTPServer
import Letters
import Pages
import Runtime
import SignIn
import Statute

// What is not obvious here:
//
// - A code is used up by an entry of the case's own log, under a key that follows from the letter: of two who type it at once,
//   at one instance or at two, the file takes one.
// - The answer is the same whether the number or the code is wrong, used or over.

/// Signing in with the number and the code of a letter.
struct LetterSignIn {
    let pages: PortalPages
    let layout: Layout
    let council: Council

    func answer(_ request: Request) -> Response {
        guard request.method == .post, let form = pages.form(request) else { return page() }
        let typed = form["number"] ?? ""
        guard let number = LetterCodes.typed(typed, length: LetterCodes.numberLength),
            let code = LetterCodes.typed(form["code"] ?? "", length: LetterCodes.codeLength)
        else {
            return page(
                number: typed,
                error:
                    "Type the \(LetterCodes.numberLength) digits of the number and the \(LetterCodes.codeLength) of the code"
            )
        }
        let name = "letter/\(number)"
        if let wait = pages.entrance.wait(address: request.client, name: name) { return .tooMany(waitSeconds: wait) }
        do throws(Questions.Fault) {
            guard let member = try member(number, code) else {
                return page(
                    number: typed,
                    error:
                        "That number and that code do not belong together, or the code was used or is over. Ring the council for another letter."
                )
            }
            return pages.entrance.begin(member, id: member.key, name: name, to: "/case")
        } catch { return pages.unavailable(layout) }
    }

    /// Whoever that letter was for, once its code is used up; nil where it cannot be used.
    private func member(_ number: String, _ typed: String) throws(Questions.Fault) -> FamilyMember? {
        guard let letters = pages.letters else { return nil }
        let letter = letters.letter(number: number)
        let directory = pages.directory
        let asked = try pages.questions.ask { state throws(Questions.Fault) -> (Bool, [Act]) in
            guard let letter, let file = state.file(of: letter.member.id),
                let today = state.log(of: state.partition(of: letter.member.id)).today,
                let lines = directory.person(letter.member.key)?.codePostalAddress(on: today),
                LetterCodes.areSame(typed, letters.codes.code(of: letter.id, address: lines)),
                let contact = file.contact(letter.member.contact), FamilyView.extent(of: contact) != .nothing
            else { return (false, []) }
            let use = Event(
                SubmissionKey(hashing: ["sign-in-letter-used", letter.id]),
                .signInLetterUsed(SignInLetterUsed(letter: letter.key, contact: letter.member.contact)))
            let hand = CaseInHand(letter.member.id, file, on: today)
            guard case .accepted(let entry, _) = hand.decide(use, by: letter.member.actor, seen: nil) else {
                return (false, [])
            }
            return (true, [.entry(letter.member.id, entry)])
        }
        guard asked.answer, asked.receptions == [.accepted] else { return nil }
        return letter?.member
    }

    private func page(number: String = "", error: String? = nil) -> Response {
        let errors = error.map { [FieldError("number", $0)] } ?? []
        return layout.page("Sign in with a letter", status: errors.isEmpty ? 200 : 400, errors: errors) {
            HTML.h1("Sign in with a letter")
            HTML.p(
                "Whoever has no e-mail address that the council has checked can ask the council for a letter with a code. It works "
                    + "once, for \(SignInLetter.days) days.")
            HTML.form(to: "/letter", csrf: nil) {
                HTML.input(
                    "number", "Number of the letter", hint: "\(LetterCodes.numberLength) digits", value: number,
                    error: error, autocomplete: "off", isNumeric: true)
                HTML.input(
                    "code", "Code", hint: "\(LetterCodes.codeLength) digits", autocomplete: "one-time-code",
                    isNumeric: true)
                HTML.button("Sign in")
            }
            HTML.p("No letter yet? Ring the council, telephone \(council.team.phone).")
        }
    }
}
