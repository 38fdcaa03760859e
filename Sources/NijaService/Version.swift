import Protobuf

/// What this build is.
public enum Version {
    /// The release.
    public static let number = "0.1.0"
    /// Of protobuf-c.
    static let protobufC = protobufCVersion()
}
