/// How many messages go each way in a call.
public enum MethodKind: Hashable, Sendable {
    /// One and one.
    case unary
    /// Many and one.
    case clientStream
    /// One and many.
    case serverStream
    /// Many and many.
    case bidirectional
}

/// A method of a service, whatever its messages.
public protocol Method: Sendable {
    /// Full name of the service ("nija.v1.TradeService").
    var service: String { get }
    /// Name of the method ("RecordTrade").
    var name: String { get }
    /// How many messages go each way.
    static var kind: MethodKind { get }
}

/// A method with one request and one response.
public struct UnaryMethod<Request: ProtobufMessage, Response: ProtobufMessage>: Method {
    /// One and one.
    public static var kind: MethodKind { .unary }
    /// Full name of the service.
    public let service: String
    /// Name of the method.
    public let name: String

    /// Describes a method.
    public init(service: String, name: String) { (self.service, self.name) = (service, name) }
}

/// A method with many requests and one response.
public struct ClientStreamMethod<Request: ProtobufMessage, Response: ProtobufMessage>: Method {
    /// Many and one.
    public static var kind: MethodKind { .clientStream }
    /// Full name of the service.
    public let service: String
    /// Name of the method.
    public let name: String

    /// Describes a method.
    public init(service: String, name: String) { (self.service, self.name) = (service, name) }
}

/// A method with one request and many responses.
public struct ServerStreamMethod<Request: ProtobufMessage, Response: ProtobufMessage>: Method {
    /// One and many.
    public static var kind: MethodKind { .serverStream }
    /// Full name of the service.
    public let service: String
    /// Name of the method.
    public let name: String

    /// Describes a method.
    public init(service: String, name: String) { (self.service, self.name) = (service, name) }
}

/// A method with many messages each way.
public struct BidirectionalMethod<Request: ProtobufMessage, Response: ProtobufMessage>: Method {
    /// Many and many.
    public static var kind: MethodKind { .bidirectional }
    /// Full name of the service.
    public let service: String
    /// Name of the method.
    public let name: String

    /// Describes a method.
    public init(service: String, name: String) { (self.service, self.name) = (service, name) }
}
