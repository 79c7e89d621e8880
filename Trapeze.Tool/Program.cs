using System.Runtime.InteropServices;
using Amazon.Runtime;
using Trapeze.Tool.Running;
using Trapeze.Tool.Verbs;

namespace Trapeze.Tool;

/// <summary>The <c>trapeze</c> command: verbs only, no meaning of its own.</summary>
internal static class Program
{
    internal const string Usage = """
        trapeze VERB
          template NAME                            prints the CloudFormation template of the DynamoDB table NAME, and of the policy for the store's processes
          stack POLICY                             prints the CloudFormation template of a whole deployment: each function of the policy as one of Lambda's, and stores that only they reach;
                                                   --name NAME names it; --variable NAME, any number of times, gives every function a variable of the application's own
          package FOLDER PROGRAM FILE              packs what `dotnet publish --self-contained` wrote, and prints the package's SHA-256 as Lambda does
          verify-stack POLICY EXPORT PACKAGE       says where an account, as deploy/export.sh read it, departs from the policy: who reaches the stores but the functions, what is not guarded;
                                                   --administrator ARN, any number of times, names who may; --variable as above
          check STORE POLICY                       says what is due to be removed or delivered; --repair does it
          export STORE POLICY                      prints every facet of a store: for the trusted base's eyes only
          import STORE POLICY                      writes what `export` printed, from the standard input; --behind N goes on behind N facets;
                                                   --other-labels takes what was exported under a policy with other labels, if this one has those in use too
          compare STORE STORE POLICY               says whether two stores show every label the same
          migrate SOURCE STORE POLICY TABLE LABEL… copies the DynamoDB table SOURCE, which has no labels, into TABLE, each item at the first LABEL that fits it;
                                                   --behind KEY goes on behind a key
          verify SOURCE STORE POLICY TABLE LABEL…  looks whether every item of SOURCE is there, at its label, as it is
          run OPTIONS -- PROGRAM ARGUMENTS…        runs a native program, confined: `trapeze run --help`
        STORE is file:PATH, dynamodb:TABLE or dynamodb:TABLE@URL; SOURCE is dynamodb:TABLE or dynamodb:TABLE@URL; POLICY is a file.
        LABEL is a label of the policy, in which $name is the value of the item's attribute `name`: 'client($customer)'.
        --lease MILLISECONDS is what the processes of a DynamoDB table have as PlaceLease (1000). Nobody else may write to a store while it is exported, imported, compared or migrated.
        """;

    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, Command command)
    {
        try
        {
            command = command.With(arguments);
            return command.Words.ToArray() switch
            {
                ["--help"] => await HelpAsync(command.Output, 0),
                ["template", var table] => await TemplateVerb.RunAsync(table, command),
                ["stack", var policy] => await StackVerb.RunAsync(policy, command),
                ["verify-stack", var policy, var export, var package] => await VerifyStackVerb.RunAsync(policy, export, package, command) ? 0 : 1,
                ["package", var folder, var program, var file] => await PackageVerb.RunAsync(folder, program, file, command),
                ["check", var store, var policy] => await CheckVerb.RunAsync(store, policy, command) ? 0 : 1,
                ["export", var store, var policy] => await ExportVerb.RunAsync(store, policy, command),
                ["import", var store, var policy] => await ImportVerb.RunAsync(store, policy, command),
                ["compare", var one, var other, var policy] => await CompareVerb.RunAsync(one, other, policy, command) ? 0 : 1,
                [("migrate" or "verify") and var verb, var source, var store, var policy, var table, .. { Length: > 0 } labels] =>
                    await MigrateVerb.RunAsync(source, store, policy, table, labels, verb is "verify", command) ? 0 : 1,
                _ => await HelpAsync(command.Errors, 2),
            };
        }
        catch (Exception failure) when (failure is CommandException or ArgumentException)
        {
            await command.Errors.WriteLineAsync(failure.Message);
            return 2;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or AmazonServiceException or AmazonClientException)
        {
            await command.Errors.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ["run", .. var behind])
        {
            return await RunAsync(arguments, new Command(Console.In, Console.Out, Console.Error));
        }

        using var ending = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        var around = new Surroundings(Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.OpenStandardError(), Environment.CurrentDirectory, Environment.GetEnvironmentVariables());
        return await RunVerb.RunAsync(behind, around, ending.Token);

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            ending.Cancel();
        }
    }

    private static async Task<int> HelpAsync(TextWriter to, int code)
    {
        await to.WriteLineAsync(Usage);
        return code;
    }
}
