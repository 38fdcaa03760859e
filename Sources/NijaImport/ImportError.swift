/// Why a file cannot be read, for a person.
package struct ImportError: Error, Hashable {
    /// What is wrong, where, and what would be right.
    package let message: String

    init(_ message: String) { self.message = message }
}
