using System.Globalization;
using System.Text;
using QRCoder;

namespace Hearback.Web.Staff;

/// <summary>A QR code as one path of black squares on a grid of <see cref="Side"/> by <see cref="Side"/>.</summary>
public sealed record QrPicture(int Side, string Path)
{
    public static QrPicture Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < code.ModuleMatrix[y].Count; x++)
            {
                if (code.ModuleMatrix[y][x]) { path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z"); }
            }
        }

        return new QrPicture(code.ModuleMatrix.Count, path.ToString());
    }
}
