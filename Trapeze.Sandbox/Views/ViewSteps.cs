using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Namespaces;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Views;

/// <summary>What a process does to see what a plan shows.</summary>
internal static class ViewSteps
{
    // Where the outer file system is while the inner one is made of it.
    private const string Outside = "/.outside";

    /// <summary>Makes a mount namespace as a plan says, for many runs.</summary>
    internal static void MakeView(this Script script, ViewPlan plan)
    {
        script.Leave(NamespaceKinds.Mount);
        script.MakePrivate();
        if (plan.HasEverything)
        {
            return;
        }

        // Over a folder that is there for certain, for as long as it is not the root yet.
        script.Attach(script.MakeFilesystem("tmpfs", MountSteps.NoSetUser | MountSteps.NoDevices, ("mode", "755"), ("size", "4m")), ViewPlan.Processes);
        script.Add(Call.ChangeFolder, script.Text(ViewPlan.Processes));
        script.MakeFolder(Outside[1..]);
        script.Add(Call.PivotRoot, script.Text("."), script.Text(Outside[1..]));
        script.Add(Call.ChangeFolder, script.Text("/"));
        script.MakeContents(plan);
        script.Unmount(Outside);
        script.Add(Call.RemoveFolder, script.Text(Outside));
        script.Close("/");
    }

    /// <summary>Makes what is of one run alone.</summary>
    /// <param name="script">The script.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="processes">Its processes, mounted nowhere yet; <see langword="null"/> if they are not shown.</param>
    /// <param name="temporary">Its folder for temporary files, mounted nowhere yet; <see langword="null"/> if it has none.</param>
    internal static void MakeOwn(this Script script, ViewPlan plan, int? processes, int? temporary)
    {
        if (processes is null && temporary is null)
        {
            return;
        }

        script.Leave(NamespaceKinds.Mount);
        if (processes is { } own)
        {
            script.Attach(own, ViewPlan.Processes);
        }

        if (temporary is { } folder)
        {
            var within = plan.WithinTemporary.Where(mount => !mount.IsInside).Select(mount => (mount.Place, Copy: script.CopyMount(mount.Place.Path))).ToList();
            script.Attach(folder, ViewPlan.Temporary);
            var made = new HashSet<string>(StringComparer.Ordinal) { ViewPlan.Temporary };
            foreach (var (place, copy) in within)
            {
                script.MakePlaceFor(place, made);
                script.Attach(copy, place.Path);
            }
        }
    }

    private static void MakeContents(this Script script, ViewPlan plan)
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mount in plan.Mounts)
        {
            if (!mount.IsInside)
            {
                script.MakePlaceFor(mount.Place, made);
            }

            script.BindTo($"{Outside}{mount.Place.Path}", mount.Place.Path, mount.IsReadOnly);
        }

        foreach (var link in plan.Links)
        {
            script.MakeFolders(Parent(link.At), made);
            script.Add(Call.SymbolicLink, script.Text(link.To), script.Text(link.At));
        }

        script.MakeFolders(plan.Start, made);
        if (plan.HasProcesses)
        {
            script.MakeFolders(ViewPlan.Processes, made);
        }

        if (plan.HasTemporary)
        {
            script.MakeFolders(ViewPlan.Temporary, made);
        }
    }

    private static void MakePlaceFor(this Script script, Place place, HashSet<string> made)
    {
        if (place.IsFolder)
        {
            script.MakeFolders(place.Path, made);
        }
        else
        {
            script.MakeFolders(Parent(place.Path), made);
            script.MakeFile(place.Path);
        }
    }

    private static void MakeFolders(this Script script, string path, HashSet<string> made)
    {
        if (path.Length > 0 && made.Add(path))
        {
            script.MakeFolders(Parent(path), made);
            script.MakeFolder(path);
        }
    }

    private static string Parent(string path) => path[..path.LastIndexOf('/')];
}
