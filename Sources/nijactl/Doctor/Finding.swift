import JSON

/// What one check found.
struct Finding: Equatable {
    /// How bad it is.
    enum State: String {
        case ok, warn, fail
    }

    let check: String
    let state: State
    let detail: String
    /// What helps; empty when nothing has to be done.
    var cure = ""

    static func ok(_ check: String, _ detail: String) -> Finding {
        Finding(check: check, state: .ok, detail: detail)
    }

    static func warn(_ check: String, _ detail: String, cure: String) -> Finding {
        Finding(check: check, state: .warn, detail: detail, cure: cure)
    }

    static func fail(_ check: String, _ detail: String, cure: String) -> Finding {
        Finding(check: check, state: .fail, detail: detail, cure: cure)
    }

    var json: JSONValue {
        .object([
            .init("check", .string(check)), .init("state", .string(state.rawValue)),
            .init("detail", .string(detail)), .init("cure", .string(cure)),
        ])
    }
}
