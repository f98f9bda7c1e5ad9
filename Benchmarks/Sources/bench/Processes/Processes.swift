import Foundation
import Glibc

/// What runs until somebody ends it.
protocol Ending: AnyObject {
    func end()
}

/// The one owner of everything that this command starts: what is still there at the end, also after a failure or a
/// signal, it ends, the last first, since services say goodbye to their broker.
final class Processes {
    /// Where everything that processes write goes, a file a stream, named like the process.
    let folder: String
    private var started: [any Ending] = []

    init(folder: String) { self.folder = folder }

    /// Starts a program that runs until it is ended. With `hasInput` it has a standard input, and ends with that.
    func start(
        _ name: String, _ command: [String], environment: [String: String] = [:], hasInput: Bool = false
    ) throws -> Child {
        var pipe: [Int32] = [-1, -1]
        // Only the child's own end may outlive an exec, or others would keep its input open.
        if hasInput {
            guard Glibc.pipe(&pipe) == 0 else { throw Failure("no pipe for \(name)") }
            for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        defer { if hasInput { close(pipe[0]) } }
        let (output, errors) = ("\(folder)/\(name).out", "\(folder)/\(name).err")
        let everything = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pid = try spawn(
            command, environment: everything, input: hasInput ? pipe[0] : nil, output: output, errors: errors)
        let child = Child(
            name: name, pid: pid, output: output, errors: errors, input: hasInput ? pipe[1] : nil)
        started.append(child)
        return child
    }

    /// Runs a program to its end.
    func run(
        _ command: [String], environment: [String: String] = [:], allowing statuses: [Int32] = [0],
        seconds: Double = 900
    ) throws -> Finished {
        let name = URL(fileURLWithPath: command[0]).lastPathComponent
        let child = try start(name, command, environment: environment)
        let status = try wait(for: "the end of \(name)", seconds: seconds) { child.hasEnded ? child.status : nil }
        started.removeAll { $0 === child }
        guard statuses.contains(status) else {
            throw Failure("\(command.joined(separator: " ")): exit status \(status)\n\(child.lastWords)")
        }
        let output = try String(contentsOfFile: child.output, encoding: .utf8)
        return Finished(command: command, output: output, processorSeconds: child.processorSeconds)
    }

    /// From now on it is ended with everything else.
    func own(_ thing: any Ending) { started.append(thing) }

    func end(_ thing: any Ending) {
        thing.end()
        started.removeAll { $0 === thing }
    }

    func endAll() {
        while let last = started.popLast() { last.end() }
    }
}

/// A program that has run to its end.
struct Finished {
    let command: [String]
    let output: String
    let processorSeconds: Double

    /// The first line of what it wrote: so many numbers or more.
    func numbers(_ count: Int) throws -> [Double] {
        let line = output.split(separator: "\n").first ?? ""
        let numbers = line.split(separator: " ").compactMap { Double($0) }
        guard numbers.count >= count else {
            throw Failure("\(command.joined(separator: " ")): not \(count) numbers but \"\(line)\"")
        }
        return numbers
    }
}
