using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using DiversityBench.Fixtures.Generations;

namespace DiversityBench.Fixtures.Served;

/// <summary>One sample that is wanted of a served model.</summary>
/// <param name="Arm">How the model is asked.</param>
/// <param name="Suite">Name of the prompt set.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Index">Which sample of the prompt, from 0.</param>
internal sealed record ServedSample(ServedArm Arm, string Suite, Prompt Prompt, int Index)
{
    /// <summary>Name of the prompt in the file.</summary>
    public string PromptId => $"{Suite}/{Prompt.Id}";

    /// <summary>What the model is sent.</summary>
    public string Text => Arm.IsChat ? Prompt.Chat : Prompt.Text;

    /// <summary>
    /// Seed of the request: a hash, since servers count up from it for further choices and neighbours would repeat each other; 31 bits, which every server takes. Name and
    /// revision keep two models apart that are served under one name.
    /// </summary>
    public int Seed
    {
        get
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Arm.Seed}\n{Arm.Model.Id}\n{Arm.Endpoint.Model}\n{Arm.Endpoint.Revision}\n{Arm.IsChat}\n{Index}\n{Text}")));
            return BinaryPrimitives.ReadInt32LittleEndian(hash) & int.MaxValue;
        }
    }
}
