// Modules in files, in TorchSharp's own format: the number of entries in LEB128, then for each its name (a length and UTF-8) and its tensor (Files/TensorFile.cs).
// A file written here loads there, and the other way round.

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <param name="skip">Names that are left out.</param>
            public Module save(string location, IList<string>? skip = null)
            {
                using var stream = File.Create(location);
                return save(stream, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(writer);
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            /// <summary>Writes and closes the stream, as in TorchSharp.</summary>
            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream);
                return save(writer, skip);
            }

            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(writer);
                var kept = NotNull(sd).Where(entry => skip is null || !skip.Contains(entry.Key)).ToList();
                kept.ForEach(entry => entry.Value.Live("save_state_dict", $"tensor \"{entry.Key}\""));
                Leb128.Write(writer, kept.Count);
                foreach (var (name, tensor) in kept)
                {
                    writer.Write(name);
                    tensor.Save(writer);
                }
            }

            /// <summary>Reads a file's values into the module. Either all of them are taken over, or (on an exception) none.</summary>
            /// <param name="strict">Whether the file must have exactly the module's names.</param>
            /// <param name="skip">Names that are left as they are.</param>
            /// <param name="loadedParameters">Filled with the names of the file, and whether the module has each.</param>
            /// <exception cref="FileNotFoundException">There is no such file.</exception>
            /// <exception cref="ArgumentException">Names, types or shapes are not the module's; the message lists them.</exception>
            /// <exception cref="EndOfStreamException">The file is cut short.</exception>
            /// <exception cref="InvalidDataException">It is a file of another kind.</exception>
            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                ArgumentNullException.ThrowIfNull(location);
                if (!File.Exists(location))
                {
                    throw new FileNotFoundException($"load: there is no file {location}", location);
                }
                using var stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                ArgumentNullException.ThrowIfNull(reader);
                var own = state_dict();
                var read = ReadEntries(reader);
                if (strict)
                {
                    RequireNames(own, read, skip ?? []);
                }
                var wanted = read.Where(entry => own.ContainsKey(entry.Key) && skip?.Contains(entry.Key) != true).ToList();
                foreach (var (name, tensor) in wanted)
                {
                    TensorExtensionMethods.RequireFit(name, own[name], tensor);
                }
                using var off = no_grad();
                foreach (var (name, tensor) in wanted)
                {
                    own[name].copy_(tensor);
                }
                foreach (var name in read.Keys)
                {
                    loadedParameters?.Add(name, own.ContainsKey(name));
                }
                return this;
            }

            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <summary>A new module of this type with the values of a file.</summary>
            public static Module Create<T>(string path) where T : Module, new() => new T().load(NotNull(path));

            private static OrderedDictionary<string, Tensor> ReadEntries(BinaryReader reader)
            {
                var count = Leb128.Read(reader, "the number of entries");
                var entries = new OrderedDictionary<string, Tensor>();
                for (long i = 0; i < count; i++)
                {
                    var name = Leb128.Text(reader, $"the name of entry {i} of {count}");
                    if (!entries.TryAdd(name, TensorFile.Read(reader, $"\"{name}\"")))
                    {
                        throw new InvalidDataException($"load: the file has two entries \"{name}\"");
                    }
                }
                return entries;
            }

            /// <summary>A skipped name need not be in the file.</summary>
            private void RequireNames(Dictionary<string, Tensor> own, OrderedDictionary<string, Tensor> read, IList<string> skip)
            {
                var missing = own.Keys.Where(name => !read.ContainsKey(name) && !skip.Contains(name)).ToList();
                var unexpected = read.Keys.Where(name => !own.ContainsKey(name)).ToList();
                if (missing.Count + unexpected.Count > 0)
                {
                    throw new ArgumentException($"load: Mismatched module state names: the file is not of {GetName()}." +
                        (missing.Count > 0 ? $" Missing: {string.Join(", ", missing)}." : "") + (unexpected.Count > 0 ? $" Unexpected: {string.Join(", ", unexpected)}." : ""));
                }
            }
        }
    }
}
