package import Casework
package import Contracts

/// Why a letter, or a copy of it, is not written.
package enum LetterTrouble: Error {
    /// A document that it needs has not been read yet.
    case notYet(String)
    /// One cannot be fetched at present.
    case away(String)
    /// Something is missing that people can mend.
    case lacks(LetterLack, String)
    /// Nobody may be told.
    case nobody(String)
    /// What was given is none that a letter can quote, or not for the family to see.
    case refused(Finding)
}
