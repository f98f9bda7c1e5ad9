import SignIn
import Testing

@Suite struct `Trying to sign in` {
    @Test func `is refused for a name after five wrong passwords, from whatever addresses, and again open later`() {
        var gate = SignInGate()
        for number in 0..<5 { #expect(gate.wait(address: "192.0.2.\(number)", name: "anna", now: 0) == nil) }
        #expect(gate.wait(address: "192.0.2.9", name: "anna", now: 0) == 180)
        #expect(gate.wait(address: "192.0.2.9", name: "ben", now: 0) == nil)
        #expect(gate.wait(address: "192.0.2.9", name: "anna", now: 181) == nil)
    }

    @Test func `is refused for an address after twenty, whatever names it tries, also with an account of its own`() {
        var gate = SignInGate()
        for number in 0..<20 {
            #expect(gate.wait(address: "192.0.2.1", name: "name\(number)", now: 0) == nil)
            gate.wasRight(name: "name\(number)")
        }
        #expect(gate.wait(address: "192.0.2.1", name: "other", now: 0) == 30)
        #expect(gate.wait(address: "192.0.2.2", name: "other", now: 0) == nil)
    }

    @Test func `counts no more against a name whose password was right`() {
        var gate = SignInGate()
        for number in 0..<100 {
            #expect(gate.wait(address: "192.0.2.\(number)", name: "anna", now: 0) == nil)
            gate.wasRight(name: "anna")
        }
    }
}
