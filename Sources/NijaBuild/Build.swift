/// What was built: the same of every program of the package.
public enum Build {
    /// The release.
    public static let version = "0.1.0"
    /// The commit, with "-dirty" behind it when files were changed since; empty when it is not known.
    public static let commit = stampedCommit
    /// Both, for people.
    public static let summary = summary(version, commit)

    /// A release and a commit, which may be unknown, for people.
    public static func summary(_ version: String, _ commit: String) -> String {
        commit.isEmpty ? version : "\(version) (\(commit))"
    }
}
