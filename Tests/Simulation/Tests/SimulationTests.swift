import Foundation
import Simulation
import Testing
