import Arguments
import Portal
import Runtime

Portal.command.main(version: ServiceProgram.version)
