// One workload of one peer, measured like ours: model loaded, warmed up, then timed. Prints one line of JSON.
// usage: node peer.mjs llama|transformers|encoder '{"...": ...}'
import path from "node:path";

const [peer, text] = process.argv.slice(2);
const options = JSON.parse(text);
const seconds = async work => {
    const cpu = process.cpuUsage();
    const start = process.hrtime.bigint();
    const items = await work();
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const { user, system } = process.cpuUsage(cpu);
    return { items, seconds, cpuSeconds: (user + system) / 1e6 };
};

// llama.cpp, through node-llama-cpp: parallel sequences of one context, plain sampling at T = 1.
async function llama({ gguf, prompt, samples, tokens, sequences, threads, limitSeconds }) {
    const { getLlama, LlamaLogLevel } = await import("node-llama-cpp");
    const runtime = await getLlama({ gpu: false, build: "never", skipDownload: true, logLevel: LlamaLogLevel.error, maxThreads: threads });
    const model = await runtime.loadModel({ modelPath: gguf, gpuLayers: 0 });
    const context = await model.createContext({
        sequences, threads, contextSize: prompt.length + tokens + 8, batchSize: Math.max(512, sequences), flashAttention: options.flashAttention ?? false,
    });
    const free = Array.from({ length: sequences }, () => context.getSequence());
    // Two threads spin, and may take minutes where other work shares the processors: then the rate of what was done counts.
    const generate = (count, limit) => {
        const end = Date.now() + limit * 1000;
        let next = 0, made = 0;
        return Promise.all(free.map(async sequence => {
            while (next < count && Date.now() < end) {
                const seed = ++next;
                await sequence.clearHistory();
                let left = tokens;
                for await (const _ of sequence.evaluate(prompt, { temperature: 1, topK: 0, topP: 1, minP: 0, seed, yieldEogToken: true })) {
                    made++;
                    if (--left === 0 || Date.now() >= end) break;
                }
            }
        })).then(() => made);
    };
    await generate(Math.min(samples, sequences), 2);
    return seconds(() => generate(samples, limitSeconds));
}

async function transformers() {
    const library = await import("@huggingface/transformers");
    library.env.allowRemoteModels = false;
    library.env.allowLocalModels = true;
    library.env.localModelPath = path.dirname(options.folder) + path.sep;
    return library;
}

const session = threads => ({ intraOpNumThreads: threads, interOpNumThreads: 1 });

// transformers.js: a batch of equal prompts, sampling at T = 1 from the full vocabulary.
async function decoder({ folder, file, dtype, prompt, samples, batch, tokens, threads }) {
    const { AutoModelForCausalLM, Tensor } = await transformers();
    const model = await AutoModelForCausalLM.from_pretrained(path.basename(folder), {
        device: "cpu", dtype, model_file_name: file, session_options: session(threads),
    });
    const generate = async (count, length) => {
        let made = 0;
        while (made < count * length) {
            const rows = Math.min(batch, count - made / length);
            const ids = new Tensor("int64", BigInt64Array.from(Array.from({ length: rows }, () => prompt).flat().map(BigInt)), [rows, prompt.length]);
            const mask = new Tensor("int64", new BigInt64Array(rows * prompt.length).fill(1n), [rows, prompt.length]);
            const output = await model.generate({
                inputs: ids, attention_mask: mask, do_sample: true, temperature: 1, top_k: 0, top_p: 1,
                max_new_tokens: length, min_new_tokens: 0, eos_token_id: -1, pad_token_id: 0,
            });
            if (output.dims[1] !== prompt.length + length) throw new Error(`expected ${length} new tokens, but found shape ${output.dims}`);
            made += rows * length;
        }
        return made;
    };
    await generate(Math.min(samples, batch), 4);
    return seconds(() => generate(samples, tokens));
}

// transformers.js: mean pooling, unit length.
async function encoder({ folder, sentences, batch, threads }) {
    const { pipeline } = await transformers();
    const extract = await pipeline("feature-extraction", path.basename(folder), { device: "cpu", dtype: "fp32", session_options: session(threads) });
    const embed = async texts => {
        for (let i = 0; i < texts.length; i += batch)
            await extract(texts.slice(i, i + batch), { pooling: "mean", normalize: true });
        return texts.length;
    };
    await embed(sentences.slice(0, batch));
    return seconds(() => embed(sentences));
}

const result = await ({ llama, transformers: decoder, encoder })[peer](options);
console.log(JSON.stringify({ name: peer, ...result }));
process.exit(0);
