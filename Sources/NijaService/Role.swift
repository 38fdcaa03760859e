import NijaModel

/// The contract has an enumeration of this name, too; handlers mean this one.
typealias Role = NijaModel.Role
