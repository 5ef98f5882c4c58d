// Makes the English–French corpus of this folder: dotnet run data/phrases-en-fr/make.cs [-- --out FOLDER]
// The words stand in lexicon/*.tsv; here stand the closed-class words, the grammar of both languages, the kinds of sentences, and the split.
// Seeded and free of packages: the same bytes on every system.
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property IncludeProjectNameInArtifactsPaths=true

using System.Text;

var folder = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
var output = args is ["--out", var given] ? given : folder;
Directory.CreateDirectory(output);

var sentences = new Sentences(new Lexicon(Path.Combine(folder, "lexicon")), new Dice(2017));

// How many of a thousand sentences are of which kind. The first row also takes what a kind with few sentences cannot give.
(int Share, Func<Sentence?> Make)[] kinds =
[
    (330, sentences.Transitive), (120, sentences.Located), (40, sentences.Alone), (90, sentences.Predicate), (40, sentences.ThisIs),
    (50, sentences.ThereIs), (80, sentences.ObjectPronoun), (80, sentences.TwoVerbs), (50, sentences.Reason), (40, sentences.Relative),
    (40, sentences.Idiom), (10, sentences.Weather), (30, sentences.OpenQuestion),
];
(string Name, int Size)[] splits = [("train", 4800), ("validation", 250), ("test", 400)];

var made = new HashSet<string>();
var known = new HashSet<string>();
foreach (var (split, size) in splits)
{
    var chosen = new List<Sentence>();
    var seen = new Dictionary<string, int>();
    for (var kind = kinds.Length - 1; kind >= 0; kind--)
    {
        var first = chosen.Count;
        var quota = kind == 0 ? size : first + size * kinds[kind].Share / 1000;
        for (var attempt = 0; attempt < 400_000 && chosen.Count < quota; attempt++)
        {
            // The second half of a kind is spent on words that have been rare so far.
            var rareOnly = attempt < 100_000 && chosen.Count > (first + quota) / 2;
            if (sentences.Try(kinds[kind].Make) is not { } sentence || !sentence.Keys.All(key => SplitOf(key) == split))
            {
                continue;
            }
            var fits = split != "train" ? sentence.Words.All(known.Contains) : !rareOnly || sentence.Words.Any(word => seen.GetValueOrDefault(word) < 12);
            if (fits && made.Add(sentence.English))
            {
                chosen.Add(sentence);
                foreach (var word in sentence.Words)
                {
                    seen[word] = seen.GetValueOrDefault(word) + 1;
                }
            }
        }
    }
    sentences.Dice.Shuffle(chosen);
    known.UnionWith(seen.Keys);
    Write($"{split}.en", sentence => sentence.English);
    Write($"{split}.fr", sentence => sentence.French);
    Write($"{split}.keys", sentence => string.Join('\t', sentence.Keys));
    Write($"{split}.tags", sentence => string.Join(' ', sentence.Tags));

    void Write(string name, Func<Sentence, string> line) =>
        File.WriteAllBytes(Path.Combine(output, name), Encoding.UTF8.GetBytes(string.Concat(chosen.Select(sentence => line(sentence) + "\n"))));
}

// A triple belongs to one split for good: FNV-1a over its characters, stirred, out of a thousand.
static string SplitOf(Key key)
{
    var hash = 14695981039346656037UL;
    foreach (var c in key.ToString())
    {
        hash = (hash ^ c) * 1099511628211UL;
    }
    return (Dice.Stir(hash) % 1000) switch { < 110 => "test", < 190 => "validation", _ => "train" };
}

// ---- Words ----

/// <summary>A noun; Number is both, singular, plural or mass.</summary>
internal sealed record Noun(
    string English, string EnglishPlural, string French, string FrenchPlural, bool Feminine, string Class, string Number, string[] Adjectives)
{
    public bool IsPerson => Class is "person" or "kin";
    public bool Is(IEnumerable<string> names) => names.Contains(English) || names.Contains(Class);
}

internal sealed record Adjective(string English, string Masculine, string BeforeVowel, string Feminine, string MasculinePlural, string FemininePlural, bool Before)
{
    public string Agree(bool feminine, bool plural, string next, ISet<string> tags)
    {
        var special = !feminine && !plural && BeforeVowel != Masculine && French.StartsWithVowel(next);
        if (feminine || plural || special)
        {
            tags.Add("agreement");
        }
        return (feminine, plural) switch
        {
            (false, false) => special ? BeforeVowel : Masculine,
            (true, false) => Feminine,
            (false, true) => MasculinePlural,
            (true, true) => FemininePlural,
        };
    }
}

/// <summary>Persons are je, il, nous, vous, ils: 0 to 4.</summary>
internal sealed record Verb(
    string English, string Third, string Past, string[] Present, string Infinitive, string Participle, string Auxiliary, string[] With, string[] Adverbs);

/// <summary>Which subjects and objects, by class or by word, make sense with a verb. Preposition is empty for a direct object.</summary>
internal sealed record Selection(string Verb, string[] Subjects, string Preposition, string[] Objects);

internal sealed record Determiner(
    string English, string EnglishPlural, string Masculine, string MasculineVowel, string Feminine, string FeminineVowel, string Plural);

internal sealed class Lexicon(string folder)
{
    public static readonly Dictionary<string, Determiner> Determiners = new Determiner[]
    {
        new("the", "the", "le", "le", "la", "la", "les"),
        new("this", "these", "ce", "cet", "cette", "cette", "ces"),
        new("a", "", "un", "un", "une", "une", "des"),
        new("my", "my", "mon", "mon", "ma", "mon", "mes"),
        new("his", "his", "son", "son", "sa", "son", "ses"),
        new("her", "her", "son", "son", "sa", "son", "ses"),
        new("our", "our", "notre", "notre", "notre", "notre", "nos"),
        new("your", "your", "votre", "votre", "votre", "votre", "vos"),
        new("their", "their", "leur", "leur", "leur", "leur", "leurs"),
    }.ToDictionary(determiner => determiner.English);

    public static readonly Dictionary<string, string[]> Quantifiers = new() { ["two"] = ["deux"], ["three"] = ["trois"], ["many"] = ["beaucoup", "de"] };
    public static readonly string[] Possessives = ["my", "his", "her", "our", "your", "their"];

    /// <summary>Pronouns as subjects, with the French person; gender matters for he and she alone.</summary>
    public static readonly (string English, string French, int Person)[] Subjects =
        [("i", "je", 0), ("he", "il", 1), ("she", "elle", 1), ("we", "nous", 2), ("you", "vous", 3)];

    /// <summary>Pronouns as objects. The French one stands before the verb. Person: whom a subject of the same person cannot see.</summary>
    public static readonly (string English, string French, int Person)[] Objects =
        [("me", "me", 0), ("him", "le", 1), ("her", "la", 1), ("us", "nous", 2), ("you", "vous", 3), ("them", "les", 4)];

    public static readonly Dictionary<string, string> Adverbs = new()
    {
        ["often"] = "souvent", ["always"] = "toujours", ["well"] = "bien",
        ["today"] = "aujourd'hui", ["yesterday"] = "hier", ["now"] = "maintenant", ["here"] = "ici",
    };

    public static readonly Dictionary<string, string> Prepositions = new()
    {
        ["in"] = "dans", ["on"] = "sur", ["under"] = "sous", ["near"] = "près de", ["to"] = "à", ["from"] = "de",
    };

    public static readonly Dictionary<string, string> Negations = new() { ["not"] = "pas", ["never"] = "jamais", ["no longer"] = "plus" };

    public Noun[] Nouns { get; } = Rows(folder, "nouns").Select(r => new Noun(r[0], r[1], r[2], r[3], r[4] == "f", r[5], r[6], List(r[7]))).ToArray();

    public Dictionary<string, Adjective> Adjectives { get; } =
        Rows(folder, "adjectives").ToDictionary(r => r[0], r => new Adjective(r[0], r[1], r[2], r[3], r[4], r[5], r[6] == "before"));

    public Dictionary<string, Verb> Verbs { get; } =
        Rows(folder, "verbs").ToDictionary(r => r[0], r => new Verb(r[0], r[1], r[2], r[3..8], r[8], r[9], r[10], List(r[11]), List(r[12])));

    public Selection[] Selections { get; } = Rows(folder, "selection").Select(r => new Selection(r[0], List(r[1]), "", List(r[2]))).ToArray();

    public Selection[] Places { get; } = Rows(folder, "places").Select(r => new Selection(r[0], List(r[1]), r[2], List(r[3]))).ToArray();

    private static IEnumerable<string[]> Rows(string folder, string table) =>
        File.ReadLines(Path.Combine(folder, table + ".tsv")).Skip(1).Select(line => line.Split('\t'));

    private static string[] List(string cell) => cell == "-" ? [] : cell.Split(' ');
}

// ---- Grammar ----

internal static class French
{
    private static readonly string[] s_elided = ["le", "la", "je", "me", "ne", "de", "que", "ce"];

    /// <summary>Whether a word before this one is elided. The h of hibou is aspirated; the one of homme, histoire and habiter is mute.</summary>
    public static bool StartsWithVowel(string word) =>
        word == "y" || (word != "" && !word.StartsWith("hibou", StringComparison.Ordinal) && "aeiouhéêèœâî".Contains(word[0]));

    /// <summary>de + le = du, à + les = aux, but de + l' stays. The phrase comes before elision.</summary>
    public static string[] With(string preposition, string[] phrase, ISet<string> tags)
    {
        string[] words = preposition.Split(' ');
        var contracted = (words[^1], phrase[0]) switch { ("de", "le") => "du", ("à", "le") => "au", ("de", "les") => "des", ("à", "les") => "aux", _ => null };
        if (contracted is null || (phrase[0] == "le" && StartsWithVowel(phrase[1])))
        {
            return [.. words, .. phrase];
        }
        tags.Add("contraction");
        return [.. words[..^1], contracted, .. phrase[1..]];
    }

    public static string Elide(string[] words) =>
        string.Join(' ', words.Select((word, i) => i + 1 < words.Length && s_elided.Contains(word) && StartsWithVowel(words[i + 1]) ? word[..^1] + "'" : word));
}

/// <summary>A noun with all that belongs to it, or a pronoun (Noun is null). French is not yet elided.</summary>
internal sealed record Phrase(string English, string[] French, int Person, bool Feminine, Noun? Noun = null, string Adjectives = "")
{
    public bool Plural => Person is 2 or 4;
}

/// <summary>What follows the verb. A clitic is an object pronoun, which French puts before the verb. French may take another verb: to have hunger.</summary>
internal sealed record Complement(string English, string[] French, string Object, string Modifier = "", string? Clitic = null, Verb? FrenchVerb = null);

internal sealed record Mode(string Negation = "", string Modal = "", bool Past = false, string Adverb = "", bool Question = false);

/// <summary>What the split is about: verb, object and modifier of a clause. README.md says what counts as which.</summary>
internal sealed record Key(string Verb, string Object, string Modifier)
{
    public override string ToString() => $"{Verb} | {Object} | {Modifier}";
}

/// <summary>A clause without its final mark. French is not yet elided.</summary>
internal sealed record Clause(string English, string[] French, Key Key);

internal sealed record Sentence(string English, string French, IReadOnlyList<Key> Keys, SortedSet<string> Tags)
{
    public IEnumerable<string> Words => English.Split(' ').Concat(French.Split(' ').Select(word => "fr:" + word));
}

/// <summary>The kinds of sentences. A kind gives null where its random choices do not go together; it is then asked again.</summary>
internal sealed class Sentences(Lexicon lexicon, Dice dice)
{
    private SortedSet<string> _tags = new(StringComparer.Ordinal);

    private static readonly string[] s_colours = ["black", "white", "red", "blue"];

    public Dice Dice => dice;

    public Sentence? Try(Func<Sentence?> kind)
    {
        _tags = new(StringComparer.Ordinal);
        return kind();
    }

    /// <summary>The cat does not drink cold water.</summary>
    public Sentence? Transitive()
    {
        var (selection, subject, noun) = Choose(lexicon.Selections);
        var verb = lexicon.Verbs[selection.Verb];
        var mode = RandomMode(verb, subject);
        var target = ObjectPhrase(verb, noun, mode);
        return target is null || subject.Noun == noun ? null : Finish(Say(subject, verb, Of(target), mode), mode.Question);
    }

    /// <summary>The horses go to the river.</summary>
    public Sentence? Located()
    {
        var (selection, subject, noun) = Choose(lexicon.Places);
        var verb = lexicon.Verbs[selection.Verb];
        var mode = RandomMode(verb, subject);
        if (subject.Noun is { } thing && thing.Is(["place", "house", "tree"]))
        {
            mode = new Mode(mode.Negation == "" ? "" : "not", Question: mode.Question);
        }
        return subject.Noun == noun ? null : Finish(Say(subject, verb, Place(selection.Preposition, noun), mode), mode.Question);
    }

    /// <summary>The birds sing well.</summary>
    public Sentence? Alone()
    {
        var verb = lexicon.Verbs[dice.Pick("sleep", "sing")];
        var subject = Subject(verb.English == "sing" ? ["person", "kin", "bird"] : ["person", "kin", "animal"]);
        var mode = RandomMode(verb, subject);
        return Finish(Say(subject, verb, new("", [], "-"), mode), mode.Question);
    }

    /// <summary>The old houses are very beautiful.</summary>
    public Sentence? Predicate()
    {
        var subject = dice.Chance(15) ? Pronoun(dice.Next(2) + 1) : Described(dice.Pick(lexicon.Nouns), dice.Chance(25) ? 1 : 0);
        var adjective = dice.Pick(subject.Noun?.Adjectives ?? ["happy", "tired", "old", "small", "beautiful"]);
        var mode = RandomMode(lexicon.Verbs["be"], subject);
        if (adjective is not ("happy" or "tired" or "cold"))
        {
            mode = new Mode(mode.Negation == "" ? "" : "not", Question: mode.Question); // What is big today was big yesterday.
        }
        // Neither "the new car is new" nor "the new car is old".
        var clash = subject.Adjectives.Contains(adjective) || (subject.Adjectives != "" && adjective is not ("happy" or "tired" or "good" or "beautiful"));
        return clash || adjective == "new" ? null : Finish(Say(subject, lexicon.Verbs["be"], Quality(subject, adjective), mode), mode.Question);
    }

    /// <summary>These are not my keys.</summary>
    public Sentence? ThisIs()
    {
        var noun = dice.Pick(lexicon.Nouns);
        var determiner = noun.Class == "kin" || (noun.Class != "person" && dice.Chance(40)) ? dice.Pick(Lexicon.Possessives) : "a";
        var target = NounPhraseFor(noun, determiner, dice.Next(3));
        var mode = new Mode(Negation: dice.Chance(35) ? "not" : "", Question: dice.Chance(20));
        if (noun.Number == "mass" || (mode.Question && mode.Negation != ""))
        {
            return null;
        }
        var subject = new Phrase(target.Plural ? "these" : "this", ["ce"], target.Person, false);
        return Finish(Say(subject, lexicon.Verbs["be"], Of(target) with { Modifier = Join(target.Adjectives, "this") }, mode), mode.Question);
    }

    /// <summary>There are three birds in the tree.</summary>
    public Sentence? ThereIs()
    {
        var selection = dice.Pick(lexicon.Places.Where(row => row.Verb == "be").ToArray());
        var noun = dice.Pick(lexicon.Nouns.Where(noun => noun.Is(selection.Subjects) && noun.Class != "kin").ToArray());
        var negation = dice.Chance(30) ? "no" : "";
        var quantifier = noun.Number == "both" && negation == "" && dice.Chance(30) ? dice.Pick("two", "three", "many") : "a";
        var target = NounPhraseFor(noun, quantifier, dice.Next(2), negated: negation == "no");
        var place = Place(selection.Preposition, NounOf(selection.Objects));
        var question = negation == "" && dice.Chance(15);
        var be = target.Plural ? "are" : "is";
        var things = negation == "no" && target.English.Split(' ', 2) is ["a" or "an", var rest] ? rest : target.English;
        var english = question ? Join(be, "there", things, place.English) : Join("there", be, negation, things, place.English);
        string[] start = question ? ["est-ce", "que", "il", "y", "a"] : negation == "no" ? ["il", "ne", "y", "a", "pas"] : ["il", "y", "a"];
        var modifier = Join("there", negation, question ? "question" : "", target.Adjectives, selection.Preposition, place.Object);
        var clause = new Clause(english, [.. start, .. target.French, .. place.French], new("be", noun.English, modifier));
        return noun.English == place.Object ? null : Finish(clause, question, "idiom");
    }

    /// <summary>The girl wants to help us.</summary>
    public Sentence? ObjectPronoun()
    {
        var verb = lexicon.Verbs[dice.Pick("see", "love", "look for", "find", "help")];
        var subject = Subject(["person", "kin"]);
        var target = dice.Pick(Lexicon.Objects);
        var mode = RandomMode(verb, subject);
        // Nobody sees himself here: not "i see me" or "we see me".
        var same = (subject.Person is 0 or 2 && target.Person is 0 or 2) || (subject.Person == 3 && target.Person == 3);
        return same || mode.Past ? null : Finish(Say(subject, verb, new(target.English, [], target.English, "", target.French), mode), mode.Question);
    }

    /// <summary>What one does with a thing after the first verb, where both verbs allow it.</summary>
    private static readonly (string First, string[] Then)[] s_sequels =
    [
        ("see", ["take", "buy", "eat", "help", "open"]), ("find", ["take", "eat", "read", "wear", "open", "help"]), ("take", ["eat", "read", "wear", "open"]),
        ("buy", ["eat", "drink", "read", "wear", "open"]), ("make", ["eat", "drink", "wear"]), ("have", ["read", "wear", "eat", "drink"]),
        ("look for", ["find"]), ("open", ["read"]),
    ];

    /// <summary>The cat sees the mouse and eats it: the French pronoun has the gender of the noun.</summary>
    public Sentence? TwoVerbs()
    {
        var (first, then) = dice.Pick(s_sequels);
        var selection = dice.Pick(lexicon.Selections.Where(row => row.Verb == first).ToArray());
        var subject = Subject(selection.Subjects);
        var noun = NounOf(selection.Objects);
        var second = dice.Pick(then);
        var doer = subject.Noun ?? lexicon.Nouns[0];
        if (!lexicon.Selections.Any(row => row.Verb == second && doer.Is(row.Subjects) && noun.Is(row.Objects)) || subject.Noun == noun)
        {
            return null;
        }
        var target = Pointed(noun);
        if (noun.English == "child" && !target.Plural)
        {
            return null; // English would have to know whether it is a him or a her.
        }
        var but = dice.Chance(40);
        var verb = lexicon.Verbs[second];
        var modal = dice.Chance(but ? 50 : 25) ? dice.Pick(but ? verb.With : ["want"]) : "";
        var mode = new Mode(but ? "not" : "", second == "find" && modal == "want" ? "" : modal);
        var it = target.Plural ? "them" : noun.IsPerson ? noun.Feminine ? "her" : "him" : "it";
        var clitic = target.Plural ? "les" : noun.Feminine ? "la" : "le";
        var before = Say(subject, lexicon.Verbs[first], Of(target), new Mode());
        var after = Say(subject.Noun is null ? subject : subject with { English = "", French = [] }, verb, new(it, [], noun.English, it, clitic), mode);
        var both = new Clause($"{before.English} {(but ? "but" : "and")} {after.English}", [.. before.French, but ? "mais" : "et", .. after.French], before.Key);
        return Finish(both, false, "pronoun", after.Key);
    }

    /// <summary>What goes with what for a reason: each side is a verb or a quality, perhaps negated.</summary>
    private static readonly (string Main, string Conjunction, string[] Reasons)[] s_reasons =
    [
        ("sleep", "because", ["tired", "raining"]), ("sleep", "when", ["tired", "raining", "hot"]),
        ("sleep not", "because", ["hungry", "tired not", "cold"]), ("sleep not", "when", ["hungry", "thirsty"]),
        ("sing", "because", ["happy", "raining not"]), ("sing", "when", ["happy", "snowing"]),
        ("sing not", "because", ["tired", "thirsty"]), ("sing not", "when", ["hungry", "tired", "raining"]),
        ("happy", "because", ["sing", "hungry not", "tired not", "snowing"]), ("happy", "when", ["sing", "sleep", "hot"]),
        ("happy not", "because", ["hungry", "thirsty", "raining"]), ("happy not", "when", ["tired", "cold"]),
        ("tired", "because", ["sleep not"]), ("tired", "when", ["sleep not", "hot"]), ("tired not", "because", ["sleep"]),
    ];

    /// <summary>The mouse sleeps because it is tired: it and they take the gender of the subject.</summary>
    public Sentence? Reason()
    {
        var (main, conjunction, reasons) = dice.Pick(s_reasons);
        var reason = dice.Pick(reasons);
        var subject = Subject(main.Contains("sing") || reason.Contains("sing") ? ["person", "kin", "bird"] : ["person", "kin", "cat", "dog", "bird"]);
        // French must know the gender of who is happy or tired, and English that of whom it calls he or she.
        var genderNeeded = (main + reason).Contains("happy") || (main + reason).Contains("tired");
        if (subject.Noun is null ? genderNeeded && subject.Person != 1 : subject.Adjectives != "" || (subject.Noun.English == "child" && !subject.Plural))
        {
            return null;
        }
        var pronoun = subject.Noun is null ? subject
            : subject.Plural ? subject with { English = "they", French = [subject.Feminine ? "elles" : "ils"] }
            : subject with { English = !subject.Noun.IsPerson ? "it" : subject.Feminine ? "she" : "he", French = [subject.Feminine ? "elle" : "il"] };
        var weather = reason.Split(' ') is [("raining" or "snowing" or "cold" or "hot") and var sky, ..] ? sky : null;
        Tag(subject.Noun is not null && weather is null, "pronoun");
        var first = State(subject, main);
        var second = weather is null ? State(pronoun, reason, steady: conjunction == "when") : Sky(weather, reason.EndsWith(" not", StringComparison.Ordinal) ? "not" : "", "");
        string[] link = conjunction == "because" ? ["parce", "que"] : ["quand"];
        var both = new Clause($"{first.English} {conjunction} {second.English}", [.. first.French, .. link, .. second.French], first.Key);
        return Finish(both, false, "subordinate", second.Key);
    }

    /// <summary>The book that the girl reads is old; the woman who reads the book is old.</summary>
    public Sentence? Relative()
    {
        var selection = dice.Pick(lexicon.Selections);
        var verb = lexicon.Verbs[selection.Verb];
        var mode = new Mode(Negation: dice.Chance(30) ? "not" : "");
        var noun = NounOf(selection.Objects);
        var aboutSubject = dice.Chance(50);
        var doer = aboutSubject ? NounPhraseFor(NounOf(selection.Subjects), "the") : Subject(selection.Subjects);
        var target = aboutSubject ? ObjectPhrase(verb, noun, mode) : NounPhraseFor(noun, "the");
        var head = aboutSubject ? doer : target;
        if (target is null || head?.Noun is not { } who || doer.Noun == noun || who.Class == "kin" || (who.IsPerson && !aboutSubject))
        {
            return null;
        }
        var adjective = dice.Pick(who.Adjectives.Where(name => name != "new").ToArray());
        var inner = aboutSubject
            ? Say(doer with { English = who.IsPerson ? "who" : "that", French = ["qui"] }, verb, Of(target), mode)
            : Say(doer, verb, new("", [], noun.English), mode);
        var outer = Say(head with { English = "", French = [] }, lexicon.Verbs["be"], Quality(head, adjective), new Mode());
        var english = Join(head.English, aboutSubject ? "" : "that", inner.English, outer.English);
        string[] french = [.. head.French, .. aboutSubject ? [] : (string[])["que"], .. inner.French, .. outer.French];
        return Finish(new Clause(english, french, inner.Key with { Modifier = Key(inner.Key.Modifier, "relative") }), false, "relative", outer.Key);
    }

    /// <summary>The boy is hungry (French: has hunger), is afraid of the dog, has blue eyes (has the eyes blue).</summary>
    public Sentence? Idiom()
    {
        var (be, have) = (lexicon.Verbs["be"], lexicon.Verbs["have"]);
        var subject = Subject(["person", "kin", "cat", "dog", "horse", "bird"]);
        var mode = RandomMode(be, subject);
        switch (dice.Next(3))
        {
            case 0:
                return Finish(Say(subject, be, Quality(subject, dice.Pick("hungry", "thirsty")), mode), mode.Question, "idiom");
            case 1:
                var feared = NounOf("animal", "king", "queen", "man", "woman", "water", "forest", "mother");
                var target = Pointed(feared);
                string[] french = ["peur", .. French.With("de", target.French, _tags)];
                var complement = new Complement("afraid of " + target.English, french, feared.English, Join("afraid", target.Adjectives), null, have);
                return subject.Noun == feared ? null : Finish(Say(subject, be, complement, mode), mode.Question, "idiom");
            default:
                var eye = NounOf("eye");
                var colour = lexicon.Adjectives[dice.Pick("blue", "black")];
                var negation = dice.Chance(30) ? new Mode("not") : new Mode(Question: dice.Chance(20));
                _tags.Add("reordering");
                var eyes = new Complement($"{colour.English} eyes", ["les", "yeux", colour.Agree(false, true, "", _tags)], eye.English, colour.English);
                return Finish(Say(subject, have, eyes, negation), negation.Question, "idiom");
        }
    }

    /// <summary>It is not raining today.</summary>
    public Sentence? Weather()
    {
        var where = dice.Pick("garden", "village", "forest", "", "");
        var place = where == "" ? null : Place("in", NounOf(where));
        var what = dice.Pick("raining", "snowing", "cold", "hot");
        var negation = dice.Pick("", "", "not", "no longer", what is "cold" or "hot" ? "never" : "");
        var adverb = dice.Pick("", negation == "never" ? "" : "today", negation == "never" ? "" : "now", place is null ? "here" : "");
        var sky = Sky(what, negation, adverb);
        var clause = place is null ? sky
            : new Clause($"{sky.English} {place.English}", [.. sky.French, .. place.French], sky.Key with { Modifier = Key(sky.Key.Modifier, "in", where) });
        return Finish(clause, false, "idiom");
    }

    /// <summary>What does the cat eat? Who reads the letter? Where is the key? Why do the girls sing?</summary>
    public Sentence? OpenQuestion()
    {
        switch (dice.Next(4))
        {
            case 0:
                var (chosen, subject, _) = Choose(lexicon.Selections.Where(row => row.Verb != "help").ToArray()); // One helps whom, not what.
                var verb = lexicon.Verbs[chosen.Verb];
                var modal = dice.Chance(30) && verb.With.Length > 0 ? dice.Pick(verb.With) : "";
                var adverb = modal == "" && dice.Chance(30) && verb.Adverbs.Length > 0 ? dice.Pick(verb.Adverbs) : "";
                return Finish(Ask("what", ["que"], Say(subject, verb, new("", [], "what"), new Mode(Modal: modal, Adverb: adverb, Question: true))), true);
            case 1:
                var selection = dice.Pick(lexicon.Selections.Where(row => row.Subjects.Contains("person") && row.Verb != "have").ToArray());
                var did = lexicon.Verbs[selection.Verb];
                var who = new Phrase("who", ["qui"], 1, false);
                var mode = RandomMode(did, who) with { Question = false };
                return ObjectPhrase(did, NounOf(selection.Objects), mode) is { } target ? Finish(Ask("", [], Say(who, did, Of(target), mode), "who"), true) : null;
            case 2:
                var noun = dice.Pick(lexicon.Nouns.Where(noun => noun.Class != "body").ToArray());
                var sought = Described(noun, dice.Chance(30) ? 1 : 0);
                string[] where = ["où", lexicon.Verbs["be"].Present[sought.Person], .. sought.French];
                var key = new Key("be", noun.English, Join("where", sought.Adjectives));
                return Finish(new Clause($"where {(sought.Plural ? "are" : "is")} {sought.English}", where, key), true);
            default:
                var act = lexicon.Verbs[dice.Pick("sing", "sleep")];
                var actor = Subject(act.English == "sing" ? ["person", "kin", "bird"] : ["person", "kin", "animal"]);
                var manner = dice.Chance(60) ? dice.Pick(act.Adverbs) : "";
                return Finish(Ask("why", ["pourquoi"], Say(actor, act, new("", [], "-"), new Mode(Adverb: manner, Question: true))), true);
        }

        // The yes-or-no question behind the question word is already in order: does the cat eat; est-ce que le chat mange.
        static Clause Ask(string word, string[] french, Clause asked, string? name = null) =>
            new(Join(word, asked.English), [.. french, .. asked.French], asked.Key with { Modifier = Key(asked.Key.Modifier, name ?? word) });
    }

    // ---- Clauses ----

    private Clause Say(Phrase subject, Verb verb, Complement complement, Mode mode)
    {
        var third = subject.Person == 1;
        var early = mode.Adverb is "often" or "always";
        var (before, end) = early ? (mode.Adverb, "") : ("", mode.Adverb);
        var rest = end == "well" ? Join(end, complement.English) : Join(complement.English, end);
        var infinitive = mode.Modal == "want" ? $"want to {verb.English}" : verb.English;
        var finiteForm = mode.Modal == "want" && third ? $"wants to {verb.English}" : third ? verb.Third : infinitive;
        var english = (verb.English, mode.Modal, mode.Past) switch
        {
            ("be", _, _) => mode.Question ? Join(Be(), subject.English, mode.Negation, before, rest) : Join(subject.English, Be(), mode.Negation, before, rest),
            (_, "can", _) => mode.Question ? Join("can", subject.English, verb.English, rest)
                : Join(subject.English, mode.Negation == "not" ? "cannot" : Join("can", mode.Negation), verb.English, rest),
            (_, _, true) => mode.Question ? Join("did", subject.English, verb.English, rest)
                : mode.Negation == "not" ? Join(subject.English, "did not", verb.English, rest) : Join(subject.English, mode.Negation, verb.Past, rest),
            _ => mode.Question ? Join(third ? "does" : "do", subject.English, before, infinitive, rest)
                : mode.Negation == "not" ? Join(subject.English, third ? "does not" : "do not", before, infinitive, rest)
                : Join(subject.English, mode.Negation, before, finiteForm, rest),
        };

        var spoken = complement.FrenchVerb ?? verb;
        var etre = spoken.Auxiliary == "être";
        var finite = mode.Modal != "" ? lexicon.Verbs[mode.Modal] : mode.Past ? lexicon.Verbs[etre ? "be" : "have"] : spoken;
        string[] clitic = complement.Clitic is null ? [] : [complement.Clitic];
        string[] verbs = mode.Modal != "" ? [finite.Present[subject.Person]] : [.. clitic, finite.Present[subject.Person]];
        string[] further = mode.Modal != "" ? [.. clitic, spoken.Infinitive] : mode.Past ? [etre ? Participle(spoken, subject) : spoken.Participle] : [];
        string[] negated = mode.Negation == "" ? verbs : ["ne", .. verbs, Lexicon.Negations[mode.Negation]];
        string[] adverb = mode.Adverb == "" ? [] : [Lexicon.Adverbs[mode.Adverb]];
        var inside = early || mode.Adverb == "well"; // chante bien dans le jardin; chante dans le jardin aujourd'hui
        string[] said = inside ? [.. negated, .. adverb, .. further, .. complement.French] : [.. negated, .. further, .. complement.French, .. adverb];
        string[] french = mode.Question ? ["est-ce", "que", .. subject.French, .. said] : [.. subject.French, .. said];
        Tag(mode.Modal != "", "infinitive");
        Tag(mode.Past, "past");
        Tag((early && verb.English != "be") || clitic.Length > 0, "reordering");
        var modifier = Key(mode.Negation, mode.Modal, mode.Past ? "past" : "", mode.Question ? "question" : "", mode.Adverb, complement.Modifier);
        return new(english, french, new(verb.English, complement.Object, modifier));

        string Be() => subject.Person switch { 0 => "am", 1 => "is", _ => "are" };
    }

    private string Participle(Verb verb, Phrase subject)
    {
        Tag(subject.Feminine || subject.Plural, "agreement");
        return verb.Participle + (subject.Feminine ? "e" : "") + (subject.Plural ? "s" : "");
    }

    /// <summary>A verb without object or a quality, perhaps negated: "sleep not", "tired". Steady: without "often", as after "when".</summary>
    private Clause State(Phrase subject, string spec, bool steady = false)
    {
        var word = spec.Split(' ')[0];
        var negation = spec.EndsWith(" not", StringComparison.Ordinal) ? "not" : "";
        if (word is not ("sleep" or "sing"))
        {
            var adverb = !steady && dice.Chance(25) ? dice.Pick("often", "always") : "";
            return Say(subject, lexicon.Verbs["be"], Quality(subject, word), new Mode(negation, Adverb: adverb));
        }
        var verb = lexicon.Verbs[word];
        if (dice.Chance(40))
        {
            var row = dice.Pick(lexicon.Places.Where(row => row.Verb == word && (subject.Noun ?? lexicon.Nouns[0]).Is(row.Subjects)).ToArray());
            return Say(subject, verb, Place(row.Preposition, NounOf(row.Objects)), new Mode(negation));
        }
        return Say(subject, verb, new("", [], "-"), new Mode(negation, Adverb: !steady && dice.Chance(40) ? dice.Pick("often", "well") : ""));
    }

    private static Clause Sky(string what, string negation, string adverb)
    {
        string[] verb = what switch { "raining" => ["pleut"], "snowing" => ["neige"], "cold" => ["fait", "froid"], _ => ["fait", "chaud"] };
        string[] french = negation == "" ? ["il", .. verb] : ["il", "ne", verb[0], Lexicon.Negations[negation], .. verb[1..]];
        string[] end = adverb == "" ? [] : [Lexicon.Adverbs[adverb]];
        return new(Join("it is", negation, what, adverb), [.. french, .. end], new("be", what, Key(negation, "it", adverb)));
    }

    private static Complement Of(Phrase target) => new(target.English, target.French, target.Noun!.English, target.Adjectives);

    private Complement Place(string preposition, Noun noun)
    {
        var place = NounPhraseFor(noun, "the", plural: 0);
        return new($"{preposition} {place.English}", French.With(Lexicon.Prepositions[preposition], place.French, _tags), noun.English, preposition);
    }

    /// <summary>A quality of the subject: very happy; hungry, which French has rather than is.</summary>
    private Complement Quality(Phrase subject, string quality)
    {
        var very = dice.Chance(20) ? "very" : "";
        if (lexicon.Adjectives.TryGetValue(quality, out var adjective))
        {
            var french = adjective.Agree(subject.Feminine, subject.Plural, "", _tags);
            return new(Join(very, quality), very == "" ? [french] : ["très", french], quality, very);
        }
        var noun = quality == "hungry" ? "faim" : "soif";
        Tag(true, "idiom");
        return new(Join(very, quality), very == "" ? [noun] : ["très", noun], quality, very, null, lexicon.Verbs["have"]);
    }

    private Mode RandomMode(Verb verb, Phrase subject)
    {
        var past = verb.Past != "-" && dice.Chance(45) && (verb.Auxiliary == "avoir" || subject.Person is 1 or 4);
        var modal = !past && verb.With.Length > 0 && dice.Chance(18) ? dice.Pick(verb.With) : "";
        var question = dice.Chance(9);
        var negation = question || !dice.Chance(38) ? "" : dice.Pick("not", "not", "not", past ? "not" : "no longer", "never");
        string[] adverbs = past ? ["today", "yesterday"] : verb.Adverbs;
        var adverb = modal == "" && negation is "" or "not" && adverbs.Length > 0 && dice.Chance(25) ? dice.Pick(adverbs) : "";
        return new(negation, modal, past, adverb, question);
    }

    // ---- Noun phrases ----

    /// <summary>First the verb, so that each is as frequent as the others; then one of its rows.</summary>
    private (Selection Selection, Phrase Subject, Noun Noun) Choose(Selection[] table)
    {
        var verb = dice.Pick(table.Select(row => row.Verb).Distinct().ToArray());
        var selection = dice.Pick(table.Where(row => row.Verb == verb).ToArray());
        return (selection, Subject(selection.Subjects), NounOf(selection.Objects));
    }

    private Noun NounOf(params string[] classes) => dice.Pick(lexicon.Nouns.Where(noun => noun.Is(classes)).ToArray());

    private Phrase Subject(string[] classes)
    {
        if (classes.Contains("person") && dice.Chance(50))
        {
            return Pronoun(dice.Next(Lexicon.Subjects.Length));
        }
        var noun = NounOf(classes);
        var determiner = noun.Class != "kin" && noun.Number == "both" && dice.Chance(20) ? dice.Pick("two", "three", "many") : Definite(noun);
        return NounPhraseFor(noun, determiner, dice.Chance(20) ? 1 : 0, possessor: 12);
    }

    private static Phrase Pronoun(int index)
    {
        var (english, french, person) = Lexicon.Subjects[index];
        return new(english, [french], person, english == "she");
    }

    /// <summary>One that the next words can point back to.</summary>
    private Phrase Pointed(Noun noun) =>
        NounPhraseFor(noun, noun.Class == "kin" ? dice.Pick(Lexicon.Possessives) : dice.Pick("the", "the", "this"), dice.Chance(30) ? 1 : 0);

    private Phrase Described(Noun noun, int adjectives) => NounPhraseFor(noun, Definite(noun), adjectives, possessor: 15);

    /// <summary>Mothers, brothers and sisters are somebody's. "My woman" would be a wife in French, "my girl" a daughter.</summary>
    private string Definite(Noun noun) =>
        noun.Class == "kin" ? dice.Pick(Lexicon.Possessives)
        : dice.Chance(60) ? "the"
        : dice.Chance(40) || (noun.Class == "person" && noun.English != "child") ? "this" : dice.Pick(Lexicon.Possessives);

    /// <summary>The object of a verb. After a negation "a cat" becomes "pas de chat"; what one loves is definite in French: "aime le pain".</summary>
    private Phrase? ObjectPhrase(Verb verb, Noun noun, Mode mode)
    {
        var determiner = noun.Class == "kin" ? dice.Pick(Lexicon.Possessives)
            : verb.English == "love" && noun.Class != "person" && dice.Chance(40) && noun.Class != "place" ? "generic"
            : verb.English == "love" || dice.Chance(45) ? Definite(noun)
            : noun.Number == "both" && dice.Chance(20) ? dice.Pick("two", "three", "many")
            : noun.Number != "singular" && !noun.IsPerson && dice.Chance(20) ? "some" : "a";
        var indefinite = determiner is "a" or "some";
        var negated = mode.Negation != "";
        var odd = (determiner is "two" or "three" or "some" && (negated || mode.Question))
            || (indefinite && negated && (noun.IsPerson || mode.Adverb is "often" or "always"));
        var plural = indefinite && noun.IsPerson ? 0 : 40;
        return odd ? null : NounPhraseFor(noun, determiner, dice.Chance(40) ? 1 + dice.Next(2) : 0, possessor: 15, negated, plural);
    }

    /// <summary>"a" stands for the whole indefinite: a cat, cats, water. "some" says so in English, "generic" means all of the kind.</summary>
    private Phrase NounPhraseFor(Noun noun, string determiner, int adjectives = 0, int possessor = 0, bool negated = false, int plural = 40)
    {
        var quantified = Lexicon.Quantifiers.ContainsKey(determiner);
        var many = noun.Number == "plural" || quantified || (noun.Number == "both" && (determiner is "generic" or "some" || dice.Chance(plural)));
        var mass = noun.Number == "mass";
        var chosen = ChooseAdjectives(noun, adjectives);
        var (before, after) = (chosen.Where(adjective => adjective.Before).ToArray(), chosen.Where(adjective => !adjective.Before).ToArray());
        Tag(after.Length > 0, "reordering");

        var word = many ? noun.FrenchPlural : noun.French;
        string[] core = [.. before.Select(adjective => Agreed(adjective, word)), word, .. after.Select(adjective => Agreed(adjective, ""))];
        var names = chosen.Select(adjective => adjective.English).ToArray();
        var things = Join([.. names, many ? noun.EnglishPlural : noun.English]);

        var owner = possessor > 0 && determiner == "the" && noun.Class != "kin" && dice.Chance(possessor) ? Owner(noun) : null;
        string[] article = (determiner, many, mass) switch
        {
            ("a" or "some", _, _) when negated => ["de"],
            ("a" or "some", true, _) => before.Length > 0 ? ["de"] : ["des"],
            ("a" or "some", _, true) => French.With("de", [Form("the"), core[0]], new HashSet<string>())[..^1],
            _ when quantified => Lexicon.Quantifiers[determiner],
            _ => [Form(determiner == "generic" ? "the" : determiner)],
        };
        Tag(determiner is "a" or "some" && (mass || many || negated), "partitive");
        var english = owner is not null ? Join(owner.English, "'s", things)
            : determiner == "generic" ? things
            : determiner is "a" && (many || mass) ? things
            : determiner is "a" ? ("aeio".Contains(things[0]) ? "an " : "a ") + things
            : Join(Lexicon.Determiners.TryGetValue(determiner, out var known) && many ? known.EnglishPlural : determiner, things);
        string[] french = owner is null ? [.. article, .. core] : [.. article, .. core, .. French.With("de", owner.French, _tags)];
        Tag(owner is not null, "reordering");
        return new(english, french, many ? 4 : 1, noun.Feminine, noun, Join(names));

        string Agreed(Adjective adjective, string next) => adjective.Agree(noun.Feminine, many, next, _tags);

        string Form(string name)
        {
            var forms = Lexicon.Determiners[name];
            var vowel = French.StartsWithVowel(core[0]);
            return many ? forms.Plural : noun.Feminine ? vowel ? forms.FeminineVowel : forms.Feminine : vowel ? forms.MasculineVowel : forms.Masculine;
        }
    }

    private Phrase? Owner(Noun noun)
    {
        var owner = dice.Pick(lexicon.Nouns.Where(other => other.IsPerson && other != noun).ToArray());
        return noun.IsPerson ? null : NounPhraseFor(owner, owner.Class == "kin" ? dice.Pick(Lexicon.Possessives) : "the", plural: 0);
    }

    /// <summary>None, one, or two: one before the noun and a colour after it, as in "un petit chat noir".</summary>
    private Adjective[] ChooseAdjectives(Noun noun, int count)
    {
        var fitting = noun.Adjectives.Select(name => lexicon.Adjectives[name]).ToArray();
        var colours = fitting.Where(adjective => s_colours.Contains(adjective.English)).ToArray();
        var before = fitting.Where(adjective => adjective.Before).ToArray();
        return count switch
        {
            0 => [],
            1 => fitting.Length == 0 ? [] : [dice.Pick(fitting)],
            _ => colours.Length == 0 || before.Length == 0 ? [] : [dice.Pick(before), dice.Pick(colours)],
        };
    }

    // ---- Ends ----

    private Sentence? Finish(Clause clause, bool question = false, string? tag = null, params Key[] further)
    {
        if (question && clause.English.Split(' ').Contains("i"))
        {
            return null; // Nobody asks "do i sleep ?".
        }
        var tags = _tags;
        var french = French.Elide([.. clause.French, question ? "?" : "."]);
        var english = clause.English + (question ? " ?" : " .");
        var words = english.Split(' ');
        AddIf(tag is not null, tag!);
        AddIf(question, "question");
        AddIf(words.Any(word => word is "not" or "cannot" or "never" or "longer" or "no"), "negation");
        AddIf(french.Contains("' "), "elision");
        AddIf(tags.Count == 0, "plain");
        return new(english, french, [clause.Key, .. further], tags);

        void AddIf(bool condition, string name)
        {
            if (condition)
            {
                tags.Add(name);
            }
        }
    }

    private void Tag(bool condition, string tag)
    {
        if (condition)
        {
            _tags.Add(tag);
        }
    }

    private static string Join(params string[] parts) => string.Join(' ', parts.Where(part => part != ""));

    private static string Key(params string[] parts) => Join(parts.Where(part => part != "-").ToArray()) is { Length: > 0 } modifier ? modifier : "-";
}

/// <summary>Random choices by SplitMix64 (Steele, Lea and Flood 2014), the same under every runtime.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public static ulong Stir(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    public int Next(int count) => (int)(Stir(_state += 0x9E3779B97F4A7C15UL) % (ulong)count);

    public bool Chance(int percent) => Next(100) < percent;

    public T Pick<T>(params T[] items) => items[Next(items.Length)];

    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
