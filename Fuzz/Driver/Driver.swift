import FuzzTargets
import Glibc

// nija-fuzz TARGET [libFuzzer's arguments]: what libFuzzer, which brings `main`, calls.
//
// libFuzzer starts itself again for some of its work (-merge, -minimize_crash), with its own arguments alone; those find
// the name of the target in the environment.

private let variable = "NIJA_FUZZ_TARGET"
private let targets = FuzzTarget.all + [.canary]
private let target = getenv(variable).flatMap { name in targets.first { $0.name == String(cString: name) } }

/// Takes the name of the target out of the arguments.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> Int32 {
    if count.pointee > 1, let word = arguments.pointee[1],
        targets.contains(where: { $0.name == String(cString: word) })
    {
        setenv(variable, word, 1)
        arguments.pointee[1] = arguments.pointee[0]
        arguments.pointee += 1
        count.pointee -= 1
    }
    if target == nil {
        print("usage: nija-fuzz \(targets.map(\.name).joined(separator: "|")) [libFuzzer's arguments]")
        exit(2)
    }
    return 0
}

/// Tries one input.
@_cdecl("LLVMFuzzerTestOneInput")
public func check(_ start: UnsafeRawPointer?, _ size: Int) -> Int32 {
    do {
        try target?.check(UnsafeRawBufferPointer(start: start, count: size))
    } catch {
        // libFuzzer has a handler for this, and keeps the input.
        let report = Array("\(target?.name ?? ""): \(error)\n".utf8)
        write(STDERR_FILENO, report, report.count)
        abort()
    }
    return 0
}
