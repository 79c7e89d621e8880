using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HelloRetail.World;

/// <summary>A picture made by code: the same name always gives the same drawing.</summary>
public static class Drawing
{
    public static string Of(string photographer, string name)
    {
        var draw = SHA256.HashData(Encoding.UTF8.GetBytes(photographer + "/" + name));
        var hue = BitConverter.ToUInt16(draw) % 360;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" role="img">
            <defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">
            <stop offset="0" stop-color="hsl({hue} 62% 88%)"/><stop offset="1" stop-color="hsl({(hue + 40) % 360} 58% 72%)"/>
            </linearGradient></defs><rect width="400" height="300" fill="url(#g)"/>
            <ellipse cx="200" cy="252" rx="120" ry="14" fill="hsl({hue} 30% 30% / .22)"/>

            """);
        for (var layer = 0; layer < 4; layer++)
        {
            svg.Append(Piece(draw.AsSpan(2 + (layer * 6), 6), hue, layer)).Append('\n');
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Piece(ReadOnlySpan<byte> draw, int hue, int layer)
    {
        var tone = string.Create(CultureInfo.InvariantCulture, $"hsl({(hue + 150 + (draw[0] % 60)) % 360} {45 + (draw[1] % 30)}% {38 + (layer * 11)}%)");
        var size = 118 - (layer * 25);
        var (x, y) = (200 + (draw[2] % 31) - 15, 165 + (draw[3] % 25) - 12);
        return (draw[4] % 3) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"<circle cx=\"{x}\" cy=\"{y}\" r=\"{size * 0.72:0}\" fill=\"{tone}\"/>"),
            1 => string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{x - (size * 0.7):0}\" y=\"{y - (size * 0.7):0}\" width=\"{size * 1.4:0}\" height=\"{size * 1.4:0}\" rx=\"{draw[5] % 30}\" transform=\"rotate({draw[5] % 90} {x} {y})\" fill=\"{tone}\"/>"),
            _ => string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{x} {y - size} L{x + (size * 0.9):0} {y + (size * 0.6):0} L{x - (size * 0.9):0} {y + (size * 0.6):0} Z\" transform=\"rotate({draw[5] % 40} {x} {y})\" fill=\"{tone}\"/>"),
        };
    }
}
