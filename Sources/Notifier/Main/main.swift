import Arguments
import Notifier
import Runtime

Notifier.command.main(version: ServiceProgram.version)
