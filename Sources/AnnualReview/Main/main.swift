import AnnualReview
import Arguments
import Runtime

AnnualReview.command.main(version: ServiceProgram.version)
