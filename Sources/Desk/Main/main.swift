import Arguments
import Desk
import Runtime

DeskProgram.command.main(version: ServiceProgram.version)
