#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""UDPipe 1 as a peer: trained on EWT's training part with the parameters published for UD 2.0 English (fewer iterations,
and the static oracle, so that it takes about 80 minutes on one core), and run with the arguments of `casus analyse`.

usage: udpipe.py train TRAIN.conllu.xz HELDOUT.conllu.xz OUT.model     (pip install ufal.udpipe gensim)
       udpipe.py analyse MODEL [--from ndjson | --from conllu] -       NDJSON {"id","text"} or given words; prints CoNLL-U
"""

import json
import lzma
import pathlib
import sys
import tempfile

import ufal.udpipe as udpipe

TOKENIZER = "dimension=64;epochs=20;initialization_range=0.1;batch_size=100;learning_rate=0.005;dropout=0.1;early_stopping=1"
TAGGER = (
    "models=2;templates_1=tagger;guesser_suffix_rules_1=12;guesser_enrich_dictionary_1=6;guesser_prefixes_max_1=0;"
    "use_lemma_1=1;use_xpostag_1=1;use_feats_1=1;provide_lemma_1=0;provide_xpostag_1=1;provide_feats_1=1;"
    "prune_features_1=0;iterations_1=8;templates_2=lemmatizer;guesser_suffix_rules_2=6;guesser_enrich_dictionary_2=6;"
    "guesser_prefixes_max_2=4;use_lemma_2=1;use_xpostag_2=0;use_feats_2=0;provide_lemma_2=1;provide_xpostag_2=0;"
    "provide_feats_2=0;prune_features_2=0;iterations_2=10"
)
PARSER = (
    "iterations=8;embedding_upostag=20;embedding_feats=20;embedding_xpostag=0;embedding_form=50;embedding_form_file={};"
    "embedding_lemma=0;embedding_deprel=20;learning_rate=0.01;learning_rate_final=0.001;l2=0.5;hidden_layer=200;"
    "batch_size=10;transition_system=projective;transition_oracle=static;structured_interval=8"
)


def sentences(text):
    """The sentences of a CoNLL-U text."""
    reader, error, out = (
        udpipe.InputFormat.newConlluInputFormat(),
        udpipe.ProcessingError(),
        udpipe.Sentences(),
    )
    reader.setText(text)
    while True:
        sentence = udpipe.Sentence()
        if not reader.nextSentence(sentence, error):
            break
        out.append(sentence)
    if error.occurred():
        raise SystemExit(error.message)
    return out


def write_vectors(treebank, path):
    """Skip-gram vectors of the treebank's own words, as the published models have them."""
    from gensim.models import Word2Vec

    words = [[s.words[i].form for i in range(1, len(s.words))] for s in treebank]
    model = Word2Vec(
        words,
        sg=1,
        vector_size=50,
        window=10,
        negative=5,
        hs=0,
        sample=0.1,
        epochs=15,
        min_count=2,
        workers=1,
        seed=1,
    )
    model.wv.save_word2vec_format(path, binary=False)


def train(train_path, heldout_path, out):
    treebank, heldout = (
        sentences(lzma.open(p, "rt", encoding="utf-8").read()) for p in (train_path, heldout_path)
    )
    error = udpipe.ProcessingError()
    with tempfile.TemporaryDirectory() as folder:
        vectors = str(pathlib.Path(folder) / "forms.vectors")
        write_vectors(treebank, vectors)
        model = udpipe.Trainer.train(
            "morphodita_parsito",
            treebank,
            heldout,
            TOKENIZER,
            TAGGER,
            PARSER.format(vectors),
            error,
        )
    if error.occurred():
        raise SystemExit(error.message)
    pathlib.Path(out).write_bytes(model)


def analyse(model_path, kind):
    model, error = udpipe.Model.load(model_path), udpipe.ProcessingError()
    if kind == "conllu":
        pipeline = udpipe.Pipeline(
            model, "conllu", udpipe.Pipeline.DEFAULT, udpipe.Pipeline.DEFAULT, "conllu"
        )
        sys.stdout.write(pipeline.process(sys.stdin.read(), error))
    else:
        pipeline = udpipe.Pipeline(
            model, "tokenize", udpipe.Pipeline.DEFAULT, udpipe.Pipeline.DEFAULT, "conllu"
        )
        for row in map(json.loads, sys.stdin):
            for line in pipeline.process(row["text"], error).split("\n"):
                print(line.replace("# sent_id = ", f"# sent_id = {row['id']}-"))
    if error.occurred():
        raise SystemExit(error.message)


if __name__ == "__main__":
    if sys.argv[1:2] == ["train"] and len(sys.argv) == 5:
        train(*sys.argv[2:])
    elif sys.argv[1:2] == ["analyse"] and len(sys.argv) == 6:
        analyse(sys.argv[2], sys.argv[4])
    else:
        raise SystemExit(__doc__)
