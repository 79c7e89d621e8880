using System.Collections.Immutable;
using Trapeze.Analyzers.Rules;

namespace Trapeze.Analyzers.Ways;

/// <summary>To where data lies: files, databases, the store itself, AWS.</summary>
internal static class DataWays
{
    internal static ImmutableArray<Way> All { get; } =
    [
        Way.Of(RuleBook.Files, "System.IO.File"),
        Way.Of(RuleBook.Files, "System.IO.Directory"),
        Way.AllBut(RuleBook.Files, "System.IO.FileSystemInfo+", "Name FullName Extension ToString"),
        Way.Of(RuleBook.Files, "System.IO.DriveInfo"),
        Way.Of(RuleBook.Files, "System.IO.FileStream"),
        Way.Of(RuleBook.Files, "System.IO.RandomAccess"),
        Way.Of(RuleBook.Files, "System.IO.FileSystemWatcher"),
        Way.Of(RuleBook.Files, "System.IO.Path", "GetTempFileName Exists"),
        Way.Of(RuleBook.Files, "System.IO.StreamReader", ".ctor(String)"),
        Way.Of(RuleBook.Files, "System.IO.StreamWriter", ".ctor(String)"),
        Way.Of(RuleBook.Files, "System.IO.MemoryMappedFiles.*"),
        Way.Of(RuleBook.Files, "System.IO.IsolatedStorage.*"),
        Way.Of(RuleBook.Files, "System.IO.Enumeration.*"),
        Way.Of(RuleBook.Files, "System.IO.Compression.ZipFile"),
        Way.Of(RuleBook.Files, "System.IO.Compression.ZipFileExtensions"),
        Way.Of(RuleBook.Files, "System.Formats.Tar.TarFile"),
        Way.Of(RuleBook.Files, "Microsoft.Win32.SafeHandles.SafeFileHandle", ".ctor"),
        Way.Of(RuleBook.Files, "Microsoft.Win32.Registry"),
        Way.Of(RuleBook.Files, "Microsoft.Win32.RegistryKey"),
        Way.Of(RuleBook.Files, "System.Xml.XmlReader", "Create(String)"),
        Way.Of(RuleBook.Files, "System.Xml.XmlWriter", "Create(String)"),
        Way.Of(RuleBook.Files, "System.Xml.XmlTextReader", ".ctor(String)"),
        Way.Of(RuleBook.Files, "System.Xml.XmlTextWriter", ".ctor(String)"),
        Way.Of(RuleBook.Files, "System.Xml.XmlDocument", "Load(String) Save(String)"),
        Way.Of(RuleBook.Files, "System.Xml.XPath.XPathDocument", ".ctor(String)"),
        Way.Of(RuleBook.Files, "System.Xml.Linq.XDocument", "Load(String) Save(String)"),
        Way.Of(RuleBook.Files, "System.Xml.Linq.XElement", "Load(String) Save(String)"),
        Way.Of(RuleBook.Files, "System.Security.Cryptography.X509Certificates.X509Store"),
        Way.Of(RuleBook.Files, "Microsoft.Extensions.FileProviders.IFileProvider+"),
        Way.Of(RuleBook.Files, "Microsoft.AspNetCore.Http.Results", "File(String) PhysicalFile"),
        Way.Of(RuleBook.Files, "Microsoft.AspNetCore.Http.TypedResults", "PhysicalFile VirtualFile"),
        Way.Of(RuleBook.Files, "Microsoft.AspNetCore.Http.SendFileResponseExtensions"),
        Way.Of(RuleBook.Files, "Microsoft.AspNetCore.Mvc.ControllerBase", "PhysicalFile File(String)"),
        Way.Of(RuleBook.OwnDatabase, "System.Data.Common.DbConnection+"),
        Way.Of(RuleBook.OwnDatabase, "System.Data.Common.DbDataSource+"),
        Way.Of(RuleBook.OwnDatabase, "System.Data.Common.DbProviderFactory+"),
        Way.Of(RuleBook.OwnDatabase, "Microsoft.EntityFrameworkCore.DbContext+"),
        Way.Of(RuleBook.OwnDatabase, "SQLitePCL.*"),
        Way.Of(RuleBook.OwnDatabase, "StackExchange.Redis.*"),
        Way.Of(RuleBook.OwnDatabase, "MongoDB.Driver.*"),
        Way.Of(RuleBook.OwnDynamoDb, "Amazon.DynamoDBv2.AmazonDynamoDBClient+", ".ctor"),
        Way.Of(RuleBook.OwnDynamoDb, "Amazon.DynamoDBv2.AmazonDynamoDBConfig", ".ctor"),
        Way.Of(RuleBook.OwnDynamoDb, "Trapeze.Store.FacetedStore"),
        Way.Of(RuleBook.OwnDynamoDb, "Trapeze.Store.StoreBackend+"),
        Way.Of(RuleBook.OtherAws, "Amazon.Runtime.IAmazonService+"),
        Way.Of(RuleBook.OtherAws, "Amazon.Runtime.AWSCredentials+"),
        Way.Of(RuleBook.OtherAws, "Amazon.Runtime.Credentials.*"),
        Way.Of(RuleBook.OtherAws, "Amazon.Runtime.CredentialManagement.*"),
        Way.Of(RuleBook.OtherAws, "Amazon.Runtime.FallbackCredentialsFactory"),
        Way.Of(RuleBook.OtherAws, "Amazon.AWSConfigs"),
    ];
}
