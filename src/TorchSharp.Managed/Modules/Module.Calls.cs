// Modules of one to six inputs: forward is what a class defines, call is what its user calls: forward with the hooks around it.

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public interface IModule<T, TResult>
        {
            TResult call(T input1);
        }

        public interface IModule<T1, T2, TResult>
        {
            TResult call(T1 input1, T2 input2);
        }

        public interface IModule<T1, T2, T3, TResult>
        {
            TResult call(T1 input1, T2 input2, T3 input3);
        }

        public interface IModule<T1, T2, T3, T4, TResult>
        {
            TResult call(T1 input1, T2 input2, T3 input3, T4 input4);
        }

        public interface IModule<T1, T2, T3, T4, T5, TResult>
        {
            TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5);
        }

        public interface IModule<T1, T2, T3, T4, T5, T6, TResult>
        {
            TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5, T6 input6);
        }

        /// <summary>A module of one input.</summary>
        public abstract class Module<T, TResult> : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes. Call it through <see cref="call"/>, which also runs the hooks.</summary>
            public abstract TResult forward(T input);

            public TResult call(T input)
            {
                RequireStack("call");
                if (!HasHooks)
                {
                    return forward(input);
                }
                Announce(module_pre_hooks);
                foreach (var hook in Hooks(pre_hooks))
                {
                    input = hook(this, input) ?? input;
                }
                var result = forward(input);
                foreach (var hook in Hooks(post_hooks))
                {
                    result = hook(this, input, result) ?? result;
                }
                Announce(module_post_hooks);
                return result;
            }
        }

        /// <summary>A module of two inputs.</summary>
        public abstract class Module<T1, T2, TResult> : HookableModule<Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?>, Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>, IModule<T1, T2, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes. Call it through <see cref="call"/>, which also runs the hooks.</summary>
            public abstract TResult forward(T1 input1, T2 input2);

            public TResult call(T1 input1, T2 input2)
            {
                RequireStack("call");
                if (!HasHooks)
                {
                    return forward(input1, input2);
                }
                Announce(module_pre_hooks);
                foreach (var hook in Hooks(pre_hooks))
                {
                    (input1, input2) = hook(this, input1, input2) ?? (input1, input2);
                }
                var result = forward(input1, input2);
                foreach (var hook in Hooks(post_hooks))
                {
                    result = hook(this, input1, input2, result) ?? result;
                }
                Announce(module_post_hooks);
                return result;
            }
        }

        /// <summary>A module of three inputs.</summary>
        public abstract class Module<T1, T2, T3, TResult> : HookableModule<Func<Module<T1, T2, T3, TResult>, T1, T2, T3, (T1, T2, T3)?>, Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult>>, IModule<T1, T2, T3, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes. Call it through <see cref="call"/>, which also runs the hooks.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            public TResult call(T1 input1, T2 input2, T3 input3)
            {
                RequireStack("call");
                if (!HasHooks)
                {
                    return forward(input1, input2, input3);
                }
                Announce(module_pre_hooks);
                foreach (var hook in Hooks(pre_hooks))
                {
                    (input1, input2, input3) = hook(this, input1, input2, input3) ?? (input1, input2, input3);
                }
                var result = forward(input1, input2, input3);
                foreach (var hook in Hooks(post_hooks))
                {
                    result = hook(this, input1, input2, input3, result) ?? result;
                }
                Announce(module_post_hooks);
                return result;
            }
        }

        /// <summary>A module of four inputs.</summary>
        public abstract class Module<T1, T2, T3, T4, TResult> : HookableModule<Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, (T1, T2, T3, T4)?>, Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, TResult, TResult>>, IModule<T1, T2, T3, T4, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes. Call it through <see cref="call"/>, which also runs the hooks.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);

            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4)
            {
                RequireStack("call");
                if (!HasHooks)
                {
                    return forward(input1, input2, input3, input4);
                }
                Announce(module_pre_hooks);
                foreach (var hook in Hooks(pre_hooks))
                {
                    (input1, input2, input3, input4) = hook(this, input1, input2, input3, input4) ?? (input1, input2, input3, input4);
                }
                var result = forward(input1, input2, input3, input4);
                foreach (var hook in Hooks(post_hooks))
                {
                    result = hook(this, input1, input2, input3, input4, result) ?? result;
                }
                Announce(module_post_hooks);
                return result;
            }
        }

        /// <summary>A module of five inputs.</summary>
        public abstract class Module<T1, T2, T3, T4, T5, TResult> : HookableModule<Func<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5, (T1, T2, T3, T4, T5)?>, Func<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5, TResult, TResult>>, IModule<T1, T2, T3, T4, T5, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes. Call it through <see cref="call"/>, which also runs the hooks.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5);

            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5)
            {
                RequireStack("call");
                if (!HasHooks)
                {
                    return forward(input1, input2, input3, input4, input5);
                }
                Announce(module_pre_hooks);
                foreach (var hook in Hooks(pre_hooks))
                {
                    (input1, input2, input3, input4, input5) = hook(this, input1, input2, input3, input4, input5) ?? (input1, input2, input3, input4, input5);
                }
                var result = forward(input1, input2, input3, input4, input5);
                foreach (var hook in Hooks(post_hooks))
                {
                    result = hook(this, input1, input2, input3, input4, input5, result) ?? result;
                }
                Announce(module_post_hooks);
                return result;
            }
        }

        /// <summary>A module of six inputs.</summary>
        public abstract class Module<T1, T2, T3, T4, T5, T6, TResult> : HookableModule<Func<Module<T1, T2, T3, T4, T5, T6, TResult>, T1, T2, T3, T4, T5, T6, (T1, T2, T3, T4, T5, T6)?>, Func<Module<T1, T2, T3, T4, T5, T6, TResult>, T1, T2, T3, T4, T5, T6, TResult, TResult>>, IModule<T1, T2, T3, T4, T5, T6, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes. Call it through <see cref="call"/>, which also runs the hooks.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5, T6 input6);

            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5, T6 input6)
            {
                RequireStack("call");
                if (!HasHooks)
                {
                    return forward(input1, input2, input3, input4, input5, input6);
                }
                Announce(module_pre_hooks);
                foreach (var hook in Hooks(pre_hooks))
                {
                    (input1, input2, input3, input4, input5, input6) = hook(this, input1, input2, input3, input4, input5, input6) ?? (input1, input2, input3, input4, input5, input6);
                }
                var result = forward(input1, input2, input3, input4, input5, input6);
                foreach (var hook in Hooks(post_hooks))
                {
                    result = hook(this, input1, input2, input3, input4, input5, input6, result) ?? result;
                }
                Announce(module_post_hooks);
                return result;
            }
        }
    }
}
