import NijaMessages
import NijaModel
import Reflection
import TTRPC

/// Serves what SystemService says of the contract itself.
enum ReflectionHandlers {
    /// Read once, at the first question: nobody else needs it.
    static let schema: Schema = {
        do throws(SchemaError) {
            return try Schema(parsing: Contract.descriptorSet)
        } catch {
            preconditionFailure("the contract that was compiled in cannot be read: \(error.reason)")
        }
    }()

    static func register(in registry: Registry) {
        registry.unary(SystemService.listServices) { _, _ in
            var response = ListServicesResponse()
            response.services = schema.services.sorted { $0.name < $1.name }.map(ServiceDescription.init)
            return response
        }
        registry.unary(SystemService.describeSymbol) { request, _ throws(ServiceError) in
            var fields = FieldReader()
            let symbol = fields.text(request.symbol, "symbol")
            try fields.finish()
            var response = DescribeSymbolResponse()
            guard !symbol.isEmpty else {
                response.fileDescriptorSet = Contract.descriptorSet
                return response
            }
            guard let (file, set) = schema.subset(declaring: symbol) else {
                throw .status(
                    .because(
                        .notFound, "SYMBOL_NOT_FOUND", "the contract declares no \(Names.quoted(symbol))"))
            }
            (response.file, response.fileDescriptorSet) = (file, set)
            return response
        }
    }
}

extension Role {
    /// The role as the contract has it.
    fileprivate var message: NijaMessages.Role {
        switch self {
        case .observer: .observer
        case .trader: .trader
        case .operator: .operator
        }
    }
}

extension ServiceDescription {
    fileprivate init(_ service: ServiceSchema) {
        self.init()
        name = service.name
        methods = service.methods.map { method in
            var description = MethodDescription()
            (description.name, description.role) = (method.name, MethodRoles.role(named: method.name).message)
            (description.requestType, description.responseType) = (method.request, method.response)
            description.clientStreaming = method.isClientStreaming
            description.serverStreaming = method.isServerStreaming
            return description
        }
    }
}
