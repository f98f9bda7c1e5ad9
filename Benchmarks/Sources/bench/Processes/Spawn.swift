import Glibc

/// Starts a program, found by PATH, in a process group of its own. `input` is its standard input, else it has none.
func spawn(
    _ command: [String], environment: [String: String], input: Int32?, output: String, errors: String
) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
    }
    if let input {
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    } else {
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    for (file, path) in [(STDOUT_FILENO, output), (STDERR_FILENO, errors)] {
        posix_spawn_file_actions_addopen(&actions, file, path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o644)
    }
    // Signals as they are by default, and none kept away: this process ignores some, and so may whoever started it.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var pid = pid_t()
    let error = withCStrings(command) { words in
        withCStrings(environment.map { "\($0)=\($1)" }) { settings in
            posix_spawnp(&pid, command[0], &actions, &attributes, words, settings)
        }
    }
    guard error == 0 else { throw Failure("cannot run \(command[0]): \(String(cString: strerror(error)))") }
    return pid
}

/// The words as C wants them: ended by a null, for as long as `body` runs.
private func withCStrings(_ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Int32) -> Int32 {
    let pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
}
