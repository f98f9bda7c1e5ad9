import Arguments
import Runtime
import Scheduler

Scheduler.command.main(version: ServiceProgram.version)
