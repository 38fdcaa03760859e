import Foundation
import PackagePlugin

/// Writes the commit that is being built into a source, before every build.
@main
struct CommitStamp: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) -> [Command] {
        let output = context.pluginWorkDirectoryURL
        return [
            .prebuildCommand(
                displayName: "Writing down the commit",
                executable: context.package.directoryURL.appending(path: "scripts/commit-stamp"),
                arguments: [output.path()], outputFilesDirectory: output)
        ]
    }
}
