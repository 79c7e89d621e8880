using Gg.Graphs;

namespace Gg.Building;

/// <summary>Is told how a build goes on, from several threads.</summary>
public interface IBuildProgress
{
    void End(Step step, bool hasRun, int done, int total);
}
