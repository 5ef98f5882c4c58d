namespace TinyTransformer;
