namespace Gg.Tests;

/// <summary>A test that builds Lua. Skipped, and so counted, where its sources cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LuaFactAttribute : FactAttribute
{
    public LuaFactAttribute() => Skip = CompilerFactAttribute.Problem ?? LuaSources.Problem;
}
