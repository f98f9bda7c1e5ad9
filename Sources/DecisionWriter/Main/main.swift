import Arguments
import DecisionWriter
import Runtime

DecisionWriter.command.main(version: ServiceProgram.version)
