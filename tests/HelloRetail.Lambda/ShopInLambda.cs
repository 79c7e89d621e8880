using System.Security.Cryptography;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using HelloRetail.Hosting;
using HelloRetail.People;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Trapeze.LocalLambda;
using Trapeze.LocalServers;
using Trapeze.Policy;

namespace HelloRetail.Lambda;

/// <summary>The shop in the stand-in for Lambda: a function for each of the policy's, rows in DynamoDB Local, events in queues; and the developer's desk beside it.</summary>
internal sealed class ShopInLambda : IAsyncDisposable
{
    private const string Prefix = "shop-";
    private const string Aside = "-aside";
    private const string Rows = "shop-rows";
    private const string Claims = "shop-claims";
    private const string Secret = "shop-keys";

    private readonly string _folder;
    private readonly DynamoDbLocal _dynamoDb;
    private readonly OutsideWorld _world;
    private readonly WebApplication _desk;
    private readonly IReadOnlyList<string> _functions;

    private ShopInLambda(string folder, DynamoDbLocal dynamoDb, OutsideWorld world, LocalCloud cloud, DevelopmentTokens tokens, WebApplication desk, IReadOnlyList<string> functions)
    {
        _functions = functions;
        _folder = folder;
        _dynamoDb = dynamoDb;
        _world = world;
        Cloud = cloud;
        Tokens = tokens;
        _desk = desk;
    }

    public LocalCloud Cloud { get; }

    public DevelopmentTokens Tokens { get; }

    public Uri Address => Cloud.Address(HttpShape.HttpApi);

    public Uri Desk => new(_desk.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/");

    public static async Task<ShopInLambda> StartAsync(int seed, TimeProvider time)
    {
        var folder = Directory.CreateTempSubdirectory("hello-retail-lambda-").FullName;
        var dynamoDb = await DynamoDbLocal.StartAsync();
        await CreateTablesAsync(dynamoDb);
        var world = await OutsideWorld.StartAsync(folder, seed, time);
        var path = await PolicyFile.WriteAsync(folder, world);
        var policy = PolicyReader.ReadFile(path).Policy!;
        var tokens = DevelopmentTokens.Open(folder, time);
        var cloud = await StartAsync(policy, path, folder, dynamoDb);
        var desk = await DeskAsync(cloud, world, tokens, policy, path, folder);
        return new ShopInLambda(folder, dynamoDb, world, cloud, tokens, desk, [.. policy.Functions.Keys]);
    }

    /// <summary>What the functions have said besides their audit, for whoever wants to know why it went wrong.</summary>
    public void Explain(TextWriter output)
    {
        foreach (var function in _functions)
        {
            foreach (var line in Cloud.Output(function).Where(line => !line.StartsWith('{')).TakeLast(20))
            {
                output.WriteLine($"{function}: {line}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        await Cloud.DisposeAsync();
        await _world.DisposeAsync();
        await _dynamoDb.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<LocalCloud> StartAsync(FlowPolicy policy, string path, string folder, DynamoDbLocal dynamoDb)
    {
        var started = policy.Functions.Values.Where(function => !function.Events.IsEmpty).Select(function => function.Name).ToList();
        var key = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 64);
        return await LocalCloud.StartAsync(new LocalCloudOptions
        {
            Functions = [.. policy.Functions.Keys.Select(Function)],
            Routes = [.. policy.Functions.Values.SelectMany(function => function.Routes.Select(route => new LocalRoute($"{route.Method} {route.Path}", function.Name)))],
            Queues = [.. started.Select(name => new LocalQueue { Name = Prefix + name, VisibilityTimeout = TimeSpan.FromSeconds(60) }), .. started.Select(name => new LocalQueue { Name = Prefix + name + Aside })],
            Mappings = [.. started.Select(name => new LocalMapping { Source = $"sqs:{Prefix}{name}", Function = name })],
            Secrets = new Dictionary<string, string>(StringComparer.Ordinal) { [Secret] = JsonSerializer.Serialize(new { signs = "one", one = key }) },
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [LambdaShop.Policy] = path,
                [LambdaShop.Tokens] = folder,
                ["TRAPEZE_FACETS"] = Rows,
                ["TRAPEZE_CLAIMS"] = Claims,
                ["TRAPEZE_KEYS"] = Secret,
                ["TRAPEZE_QUEUES"] = $"{{aws}}/{LocalNames.Account}/{Prefix}",
                ["AWS_ENDPOINT_URL_DYNAMODB"] = dynamoDb.Address.AbsoluteUri,
            },
        });
    }

    private static LocalFunction Function(string name) => new()
    {
        Name = name,
        Command = ["dotnet", typeof(LambdaShop).Assembly.Location],
        TaskRoot = Path.GetDirectoryName(typeof(LambdaShop).Assembly.Location)!,
        Timeout = TimeSpan.FromSeconds(29),
        InitTimeout = TimeSpan.FromMinutes(1),
        MostInstances = 2,
    };

    private static async Task CreateTablesAsync(DynamoDbLocal dynamoDb)
    {
        using var client = dynamoDb.CreateClient();
        await CreateTableAsync(client, Rows, ("p", ScalarAttributeType.S), ("k", ScalarAttributeType.B));
        await CreateTableAsync(client, Claims, ("id", ScalarAttributeType.S));
    }

    private static Task CreateTableAsync(AmazonDynamoDBClient client, string name, params (string Name, ScalarAttributeType Type)[] key) => client.CreateTableAsync(new CreateTableRequest
    {
        TableName = name,
        KeySchema = [.. key.Select((part, i) => new KeySchemaElement(part.Name, i == 0 ? KeyType.HASH : KeyType.RANGE))],
        AttributeDefinitions = [.. key.Select(part => new AttributeDefinition(part.Name, part.Type))],
        BillingMode = BillingMode.PAY_PER_REQUEST,
    });

    private static async Task<WebApplication> DeskAsync(LocalCloud cloud, OutsideWorld world, DevelopmentTokens tokens, FlowPolicy policy, string path, string folder)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var log = new AuditOfOutput(cloud, [.. policy.Functions.Keys], folder);
        app.UseDesk(new DeskContents(true, await File.ReadAllTextAsync(path), tokens, world.MailBox, () => AuditTrail.Refused(log.Write(), policy.Order)));
        await app.StartAsync();
        return app;
    }
}
