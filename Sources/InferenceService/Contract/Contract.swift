// Generated from openapi.yaml by `make contract`; a long file, because it is the whole text.
// swift-format-ignore-file

/// The contract of the service, as it is served.
enum Contract {
    /// The version of the contract, which is the service's own.
    static let version = "1.0.0"

    /// The text of openapi.yaml.
    static let yaml =
        ###"""
        openapi: 3.1.0
        info:
          title: Feedforward
          version: 1.0.0
          summary: Builds fully connected neural networks from JSON definitions, keeps them, and serves predictions.
          description: |
            Post a definition (layer sizes, activations, initialisation schemes, seed) and get the network's forward outputs and
            the statistics of its parameters. Or keep a network under a name, with the parameters that its definition draws or
            with your own, and ask it for predictions: in this service's own words, in those of TensorFlow Serving and KServe
            (`:predict`), as lines that flow, or by the Open Inference Protocol (`/v2`). The same seed gives the same parameters
            as PyTorch on CPU, bit for bit, and the same row gives the same bits, alone or in any batch.

            **Names** of activations and schemes follow `torch.nn.functional` and `torch.nn.init`, without the trailing
            underscore.

            **Errors** are problem details (RFC 9457), media type `application/problem+json`. `errors` lists every mistake of the
            request at once, each with a JSON Pointer from the root of the body as it was sent; `detail` names the first one.
            Malformed JSON is 400; well-formed but impossible content is 422, but 400 under `/v2` and on `:predict`. Under
            `/v1/models` and `/v2` the object has the member `error` as well, with the text of `detail`, and its type is
            `application/json` unless `Accept` names the problem type.

            **Content** without a type, or with a type that says nothing such as curl's default, is taken as what the path reads.
            415 is for what cannot be meant: multipart, XML and HTML, pictures, sound. Every content may be compressed, and
            `Content-Encoding` then says so: `gzip` (also `x-gzip`) or `deflate` (zlib's format). Another coding is 415 with
            `Accept-Encoding`, a broken one 400, and one that expands beyond a limit 413. Answers are compressed for clients
            whose `Accept-Encoding` asks for it, where that is worth while; under `/v2` those to `infer` only.

            **Numbers.** A number beyond float32 is refused; underflow rounds. Numbers in answers are the shortest decimals that
            read back to the same value; -0 is written `-0.0`. A non-finite output is `null`, and the answer then carries
            `non_finite`, their count.

            **Access.** Where the operator has set tokens or client certificates, everything but health and this contract needs
            one: 401 with `WWW-Authenticate: Bearer` without, 403 if it lacks the scope. Changes, the paths of the repository and
            of shared memory need `manage`, everything else `infer`. Without a token, a page of a foreign origin changes nothing
            (403), and a request for a host that is not allowed is 421.

            **Every path** that answers GET answers HEAD, and every path answers OPTIONS with `Allow`. Every answer carries
            `X-Request-Id`: the client's own where it fits `[A-Za-z0-9._-]{1,128}`, else a new one.
          license:
            name: Apache-2.0
            identifier: Apache-2.0
        servers:
          - url: http://127.0.0.1:8080
            description: What `make run` starts.
        tags:
          - name: networks
            description: Build a network and look at it. Nothing is kept.
          - name: models
            description: Networks under a name, kept and asked for predictions.
          - name: catalogues
            description: What a definition may name.
          - name: open inference
            description: Kept models under the Open Inference Protocol, with the extensions of Triton.
          - name: health
            description: For load balancers and orchestrators.
          - name: contract
            description: This document.
        security:
          - {}
          - bearer: []
          - certificate: []
        x-limits:
          parameters: 67108864
          layers: 1024
          rows: 1048576
          multiply_adds: 1000000000000
          held_values: 67108864
          answer_values: 16777216
          body_bytes: 67108864
          parameter_bytes: 1073741824
          histogram_bins: 1000
          quantiles: 99
          curve_points: 10001
        paths:
          /:
            get:
              operationId: getRoot
              tags: [health]
              summary: Says that the server is alive, in the words of KServe v1.
              responses:
                '200':
                  description: The server is alive.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [status]
                        additionalProperties: false
                        properties:
                          status: {const: alive}
                      example: {status: alive}
                default: {$ref: '#/components/responses/Problem'}
          /healthz:
            get:
              operationId: getHealth
              tags: [health]
              summary: Says that the server is alive.
              responses: &live
                '200':
                  description: The server is alive.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/Live'}
                      example: {live: true}
                default: {$ref: '#/components/responses/Problem'}
          /livez:
            get:
              operationId: getLive
              tags: [health]
              summary: Says that the server is alive.
              responses: *live
          /v2/health/live:
            get:
              operationId: getLiveV2
              tags: [health]
              summary: Says that the server is alive, under the path of the Open Inference Protocol.
              responses: *live
          /readyz:
            get:
              operationId: getReady
              tags: [health]
              summary: Says whether the server takes requests.
              responses: &ready
                '200':
                  description: The server takes requests.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/Ready'}
                      example: {ready: true}
                '503':
                  description: Models are being loaded, or the server is stopping.
                  headers: &retryAfter
                    Retry-After:
                      description: Seconds to wait.
                      schema: {type: integer}
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/Ready'}
                      examples:
                        loading: {value: {ready: false, error: loading models}}
                        stopping: {value: {ready: false, error: the server is stopping}}
                default: {$ref: '#/components/responses/Problem'}
          /v2/health/ready:
            get:
              operationId: getReadyV2
              tags: [health]
              summary: Says whether the server takes requests, under the path of the Open Inference Protocol.
              responses: *ready
          /metrics:
            get:
              operationId: getMetrics
              tags: [health]
              summary: What the service counts, in the text format of Prometheus.
              responses:
                '200':
                  description: The metrics.
                  content:
                    text/plain:
                      schema: {type: string}
                default: {$ref: '#/components/responses/Problem'}
          /v1/evaluate:
            post:
              operationId: evaluate
              tags: [networks]
              summary: Builds a network, feeds it rows, and answers outputs and statistics.
              description: |
                `Accept: text/plain` gives the same as tables for a terminal.

                `Accept: text/x-python` gives a script instead, which needs PyTorch 2.13 or newer (x86-64) and nothing else. It
                makes the same network from its seed, asserts the SHA-256 of every parameter tensor and compares the outputs for
                `inputs`; it exits 0 if all agree, else 1, and says what differs. `include` and `statistics` make no difference.
                Weights that are `orthogonal` are compared by value, to 1e-5 times the gain if that is above 1. Outputs are
                compared to 1e-5 plus 1e-5 of their magnitude. Either bound is larger where rounding amounts to more, and the
                script says so. What PyTorch refuses, such as a `celu` whose alpha has a reciprocal beyond float32, is 422 of the type
                `/problems/no-pytorch-equivalent`. Some limits are lower here: rows times multiply-adds may be a sixty-fourth of
                `multiply_adds`, values held at once an eighth of `held_values`. What the script spells out counts against
                `answer_values` together: inputs, outputs, and the parameters that are `orthogonal`, `values` or slopes.
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/EvaluateRequest'}
                    examples:
                      iris:
                        summary: Three rows of Fisher's iris
                        value:
                          network:
                            layer_sizes: [4, 16, 3]
                            activations: [relu, softmax]
                            weight_init: kaiming_normal
                            seed: 42
                            labels: [setosa, versicolor, virginica]
                          inputs: [[5.1, 3.5, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.3, 3.3, 6.0, 2.5]]
                      buildOnly:
                        summary: No inputs, only the build and its statistics
                        value:
                          network:
                            seed: 7
                            input_size: 8
                            layers:
                              - {units: 32, activation: {type: leaky_relu, negative_slope: 0.2}, weight_init: {scheme: kaiming_uniform, a: 0.2}}
                              - {units: 1, bias: false}
                          statistics: {bins: 5, range: [-1, 1], quantiles: [0, 0.5, 1]}
                      everything:
                        summary: Every part of the answer
                        value:
                          network: {layer_sizes: [2, 4, 2], activations: tanh, output_activation: identity, seed: '18446744073709551615'}
                          inputs: [0.5, -1.5]
                          include: [outputs, parameters, activations, layer_outputs, values, digests]
                      zeroRows:
                        summary: Zero rows
                        value:
                          network: {layer_sizes: [3, 2]}
                          inputs: []
                          include: [outputs, activations]
                      sampledSlopes:
                        summary: Sampled slopes of rrelu
                        value:
                          network: {layer_sizes: [2, 8, 1], activations: rrelu}
                          inputs: [[1, -1], [-1, 1]]
                          training: true
              responses:
                '200':
                  description: The network was built.
                  headers: &timed
                    Content-Encoding: {$ref: '#/components/headers/ContentEncoding'}
                    Vary: {$ref: '#/components/headers/Vary'}
                    Server-Timing: {$ref: '#/components/headers/ServerTiming'}
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/EvaluateResponse'}
                    text/plain:
                      schema: {type: string}
                    text/x-python:
                      schema: {type: string}
                '400': {$ref: '#/components/responses/Problem'}
                '406': {$ref: '#/components/responses/Problem'}
                '413': {$ref: '#/components/responses/Problem'}
                '415': {$ref: '#/components/responses/Unsupported'}
                '422': {$ref: '#/components/responses/Problem'}
                '503': {$ref: '#/components/responses/Unavailable'}
                '504': {$ref: '#/components/responses/Problem'}
                default: {$ref: '#/components/responses/Problem'}
          /v1/validate:
            post:
              operationId: validate
              tags: [networks]
              summary: Checks and prices a definition without building anything.
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/Definition'}
                    examples:
                      short:
                        summary: The short form
                        value: {layer_sizes: [4, 16, 3], activations: [relu, softmax], weight_init: kaiming_normal, seed: 42}
                      long:
                        summary: The long form
                        value:
                          seed: 42
                          input_size: 4
                          weight_init: xavier_uniform
                          bias_init: zeros
                          layers:
                            - units: 16
                              activation: {type: leaky_relu, negative_slope: 0.01}
                              weight_init: {scheme: kaiming_uniform, a: 0.01, mode: fan_in, nonlinearity: leaky_relu}
                              bias_init: {scheme: constant, val: 0.1}
                            - {units: 3, activation: softmax, bias: false}
                          labels: [setosa, versicolor, virginica]
                      inlineValues:
                        summary: Parameters given inline, the XOR network of the textbooks
                        value:
                          input_size: 2
                          layers:
                            - units: 2
                              activation: step
                              weight_init: {scheme: values, values: [[1, 1], [1, 1]]}
                              bias_init: {scheme: values, values: [-0.5, -1.5]}
                            - units: 1
                              activation: step
                              weight_init: {scheme: values, values: [[1, -1]]}
                              bias_init: {scheme: constant, val: -0.5}
              responses:
                '200':
                  description: The definition is possible.
                  headers: *timed
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [definition, network]
                        additionalProperties: false
                        properties:
                          definition:
                            description: The canonical form; sending it back builds the same network.
                            $ref: '#/components/schemas/Definition'
                          network: {$ref: '#/components/schemas/Network'}
                '400': {$ref: '#/components/responses/Problem'}
                '406': {$ref: '#/components/responses/Problem'}
                '413': {$ref: '#/components/responses/Problem'}
                '415': {$ref: '#/components/responses/Unsupported'}
                '422': {$ref: '#/components/responses/Problem'}
                '503': {$ref: '#/components/responses/Unavailable'}
                '504': {$ref: '#/components/responses/Problem'}
                default: {$ref: '#/components/responses/Problem'}
          /v1/schema:
            get:
              operationId: getSchema
              tags: [networks]
              summary: The JSON Schema (2020-12) of a definition.
              parameters: &conditional
                - {$ref: '#/components/parameters/IfNoneMatch'}
              responses:
                '200':
                  description: The schema.
                  headers: &etag
                    Content-Encoding: {$ref: '#/components/headers/ContentEncoding'}
                    Vary: {$ref: '#/components/headers/Vary'}
                    ETag: {$ref: '#/components/headers/ETag'}
                  content:
                    application/schema+json:
                      schema: {type: object}
                '304': {description: The client has it already.}
                default: {$ref: '#/components/responses/Problem'}
          /v1/activations:
            get:
              operationId: listActivations
              tags: [catalogues]
              summary: The activations, with parameters, defaults, formula, range and effective interval.
              parameters: *conditional
              responses:
                '200':
                  description: The catalogue.
                  headers: *etag
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [activations]
                        additionalProperties: false
                        properties:
                          activations:
                            type: array
                            items: {$ref: '#/components/schemas/ActivationEntry'}
                '304': {description: The client has it already.}
                default: {$ref: '#/components/responses/Problem'}
          /v1/activations/{type}:
            get:
              operationId: getActivationCurve
              tags: [catalogues]
              summary: Value and derivative of an activation over a range, for a plot.
              description: |
                The activation's own parameters are query items too, under their names in the catalogue. The softmax family and
                glu have no single curve: 422.
              parameters:
                - name: type
                  in: path
                  required: true
                  schema: {type: string}
                  example: elu
                - {name: from, in: query, schema: {type: number, default: -6}, example: -3}
                - {name: to, in: query, schema: {type: number, default: 6}, example: 3}
                - {name: points, in: query, schema: {type: integer, minimum: 2, maximum: 10001, default: 241}, example: 7}
              responses:
                '200':
                  description: The curve.
                  headers: *timed
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [activation, x, values, derivatives]
                        additionalProperties: false
                        properties:
                          activation: {$ref: '#/components/schemas/ActivationObject'}
                          x: {$ref: '#/components/schemas/Numbers'}
                          values: {$ref: '#/components/schemas/Numbers'}
                          derivatives: {$ref: '#/components/schemas/Numbers'}
                '400': {$ref: '#/components/responses/Problem'}
                '404': {$ref: '#/components/responses/Problem'}
                '422': {$ref: '#/components/responses/Problem'}
                default: {$ref: '#/components/responses/Problem'}
          /v1/initializers:
            get:
              operationId: listInitializers
              tags: [catalogues]
              summary: The initialisation schemes, with parameters, defaults, formula and source.
              parameters: *conditional
              responses:
                '200':
                  description: The catalogue.
                  headers: *etag
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [initializers]
                        additionalProperties: false
                        properties:
                          initializers:
                            type: array
                            items: {$ref: '#/components/schemas/InitializerEntry'}
                '304': {description: The client has it already.}
                default: {$ref: '#/components/responses/Problem'}
          /v1/initializers/{scheme}:
            get:
              operationId: getInitializer
              tags: [catalogues]
              summary: One scheme, and what it is expected to draw for given fans.
              description: The scheme's own parameters are query items too, under their names in the catalogue.
              parameters:
                - name: scheme
                  in: path
                  required: true
                  schema: {type: string}
                  example: kaiming_normal
                - {name: fan_in, in: query, schema: {type: integer, minimum: 1}, example: 784}
                - {name: fan_out, in: query, schema: {type: integer, minimum: 1}, example: 256}
              responses:
                '200':
                  description: The scheme.
                  headers: *timed
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [scheme, parameters, formula, source]
                        additionalProperties: false
                        properties:
                          scheme: {type: string}
                          parameters:
                            type: array
                            items: {$ref: '#/components/schemas/ParameterEntry'}
                          formula: {type: string}
                          source: {type: string}
                          expected: {$ref: '#/components/schemas/Expected'}
                '400': {$ref: '#/components/responses/Problem'}
                '404': {$ref: '#/components/responses/Problem'}
                '422': {$ref: '#/components/responses/Problem'}
                default: {$ref: '#/components/responses/Problem'}
          /v1/models:
            get:
              operationId: listModels
              tags: [models]
              summary: The names of all models that are kept, loaded or not.
              responses:
                '200':
                  description: The names, sorted.
                  headers: &coded
                    Content-Encoding: {$ref: '#/components/headers/ContentEncoding'}
                    Vary: {$ref: '#/components/headers/Vary'}
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [models]
                        additionalProperties: false
                        properties:
                          models: {type: array, items: {$ref: '#/components/schemas/ModelName'}}
                      example: {models: [iris]}
                '406': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v1/models/{name}:
            put:
              operationId: putModel
              tags: [models]
              summary: Builds a definition and keeps it under a name.
              description: |
                Requests under way finish on the network that was there before; later ones see the new one. Parameters that were
                stored are dropped. With a model folder the answer means that the model is on disk.

                The definition is kept in its canonical form, not as it was sent; the entity tag for a later `If-Match` is what
                GET answers.
              parameters:
                - &modelName {$ref: '#/components/parameters/ModelName'}
                - &ifMatch {$ref: '#/components/parameters/IfMatch'}
                - &ifNotThere {$ref: '#/components/parameters/IfNotThere'}
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/Definition'}
                    examples:
                      iris:
                        summary: Two classes of Fisher's iris
                        value:
                          layer_sizes: [4, 3, 2]
                          activations: [relu, softmax]
                          weight_init: kaiming_normal
                          seed: 42
                          labels: [setosa, others]
              responses:
                '200':
                  description: The model was replaced.
                  headers: *timed
                  content: &modelSummary
                    application/json:
                      schema: {$ref: '#/components/schemas/Model'}
                '201':
                  description: The model is new.
                  headers:
                    Content-Encoding: {$ref: '#/components/headers/ContentEncoding'}
                    Vary: {$ref: '#/components/headers/Vary'}
                    Server-Timing: {$ref: '#/components/headers/ServerTiming'}
                    Location:
                      description: The path of the model.
                      schema: {type: string, format: uri-reference}
                  content: *modelSummary
                '400': {$ref: '#/components/responses/ModelProblem'}
                '403': {$ref: '#/components/responses/ModelProblem'}
                '406': {$ref: '#/components/responses/ModelProblem'}
                '412': {$ref: '#/components/responses/ModelProblem'}
                '413': {$ref: '#/components/responses/ModelProblem'}
                '415': {$ref: '#/components/responses/ModelUnsupported'}
                '422': {$ref: '#/components/responses/ModelProblem'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                '507': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
            get:
              operationId: getModel
              tags: [models]
              summary: What is kept under a name, and whether it answers.
              description: |
                For clients of KServe's first protocol this is the readiness of the model, for those of TensorFlow Serving its
                status. A model that was unloaded is `ready: false`, and then has no entity tag.
              parameters:
                - *modelName
                - &ifNoneMatch {$ref: '#/components/parameters/IfNoneMatch'}
              responses: &summaryResponses
                '200':
                  description: The summary.
                  headers:
                    Content-Encoding: {$ref: '#/components/headers/ContentEncoding'}
                    Vary: {$ref: '#/components/headers/Vary'}
                    ETag: {$ref: '#/components/headers/ModelETag'}
                  content: *modelSummary
                '304': {description: The client has it already.}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '406': {$ref: '#/components/responses/ModelProblem'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
            delete:
              operationId: deleteModel
              tags: [models]
              summary: Lets go of everything under a name.
              parameters:
                - *modelName
                - *ifMatch
                - *ifNotThere
              responses:
                '204':
                  description: There is no such model any more.
                  headers: &timing
                    Server-Timing: {$ref: '#/components/headers/ServerTiming'}
                '400': {$ref: '#/components/responses/ModelProblem'}
                '403': {$ref: '#/components/responses/ModelProblem'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '412': {$ref: '#/components/responses/ModelProblem'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                '507': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v1/models/{name}/versions/{version}:
            get:
              operationId: getModelVersion
              tags: [models]
              summary: The same for a version, which is the present one or unknown.
              parameters:
                - *modelName
                - &modelVersion {$ref: '#/components/parameters/ModelVersion'}
                - *ifNoneMatch
              responses: *summaryResponses
          /v1/models/{name}/metadata:
            get:
              operationId: getModelMetadata
              tags: [models]
              summary: The signature of a model, as TensorFlow Serving describes it.
              parameters:
                - *modelName
              responses: &metadataResponses
                '200':
                  description: The signature.
                  headers: *coded
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/ModelMetadata'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '406': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v1/models/{name}/versions/{version}/metadata:
            get:
              operationId: getModelVersionMetadata
              tags: [models]
              summary: The signature of a version.
              parameters:
                - *modelName
                - *modelVersion
              responses: *metadataResponses
          /v1/models/{name}/parameters:
            get:
              operationId: getModelParameters
              tags: [models]
              summary: All parameters, as a safetensors file or as JSON.
              description: |
                Tensors are `layers.N.weight`, `layers.N.bias` and `layers.N.slope`, float32. As JSON there are at most
                `answer_values` of them.
              parameters:
                - *modelName
                - *ifNoneMatch
              responses:
                '200':
                  description: The parameters.
                  headers:
                    Content-Encoding: {$ref: '#/components/headers/ContentEncoding'}
                    Vary: {$ref: '#/components/headers/Vary'}
                    ETag: {$ref: '#/components/headers/ModelETag'}
                    Server-Timing: {$ref: '#/components/headers/ServerTiming'}
                  content:
                    application/vnd.safetensors:
                      schema: {}
                    application/json:
                      schema:
                        type: object
                        required: [parameters]
                        additionalProperties: false
                        properties:
                          parameters: {type: array, minItems: 1, items: {$ref: '#/components/schemas/Tensor'}}
                          non_finite: {type: integer, minimum: 1}
                '304': {description: The client has them already.}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '406': {$ref: '#/components/responses/ModelProblem'}
                '422': {$ref: '#/components/responses/ModelProblem'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
            put:
              operationId: putModelParameters
              tags: [models]
              summary: Keeps parameters that are not what the definition draws.
              description: |
                A safetensors file, in which F64, F16 and BF16 are converted to float32, or JSON. What comes as
                `application/octet-stream`, with curl's default type or without a type is told apart by its content. Every tensor
                of the network has to be there in its shape, and nothing else; if anything is wrong, nothing changes.
                `If-Match` takes the tag of either form, or that of the model.
              parameters:
                - *modelName
                - *ifMatch
                - *ifNotThere
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/ParameterValues'}
                    examples:
                      iris:
                        summary: For four inputs, three hidden units and two outputs
                        value:
                          parameters:
                            - {name: layers.0.weight, shape: [3, 4], values: [[1, -1, 0, 0], [0.5, 0.25, 0, 1], [0, 0, 2, -2]]}
                            - {name: layers.0.bias, shape: [3], values: [0, -0.5, 0]}
                            - {name: layers.1.weight, shape: [2, 3], values: [[1, 0, -1], [0, 1, 1]]}
                            - {name: layers.1.bias, shape: [2], values: [0, 0.125]}
                  application/vnd.safetensors:
                    schema: {}
                  application/octet-stream:
                    schema: {}
              responses:
                '200':
                  description: The parameters are stored; a new version of the model has them.
                  headers: *timed
                  content: *modelSummary
                '400': {$ref: '#/components/responses/ModelProblem'}
                '403': {$ref: '#/components/responses/ModelProblem'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '406': {$ref: '#/components/responses/ModelProblem'}
                '412': {$ref: '#/components/responses/ModelProblem'}
                '413': {$ref: '#/components/responses/ModelProblem'}
                '415': {$ref: '#/components/responses/ModelUnsupported'}
                '422': {$ref: '#/components/responses/ModelProblem'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                '507': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v1/models/{name}/statistics:
            get:
              operationId: getModelStatistics
              tags: [models]
              summary: The statistics of a model's parameters.
              parameters:
                - *modelName
                - {name: bins, in: query, schema: {type: integer, minimum: 1, maximum: 1000, default: 20}, example: 5}
                - name: range
                  in: query
                  description: The lower and upper edge of the histogram; the values' own range unless given.
                  style: form
                  explode: false
                  schema: {type: array, minItems: 2, maxItems: 2, items: {type: number}}
                  example: '-1,1'
                - name: quantiles
                  in: query
                  style: form
                  explode: false
                  schema: {type: array, maxItems: 99, items: {type: number, minimum: 0, maximum: 1}}
                  example: '0.05,0.5'
              responses:
                '200':
                  description: The statistics.
                  headers: *timed
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [parameters]
                        additionalProperties: false
                        properties:
                          parameters: {type: array, minItems: 1, items: {$ref: '#/components/schemas/Tensor'}}
                '400': {$ref: '#/components/responses/ModelProblem'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '406': {$ref: '#/components/responses/ModelProblem'}
                '422': {$ref: '#/components/responses/ModelProblem'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v1/models/{name}/evaluate:
            post:
              operationId: evaluateModel
              tags: [models]
              summary: Feeds a kept network rows, and answers outputs and statistics.
              description: |
                As `/v1/evaluate` does, without building the network. `Accept: text/plain` gives tables for a terminal.

                With `application/x-ndjson` (also `application/ndjson`, `application/jsonl`) each line is a row, a JSON array of
                numbers, and is answered by a line with the row's output, in order and while later lines are still on their way.
                A line ends at LF; the last one need not. Blank lines are not answered, but counted. A line that is no row is
                answered in its place by `{"error": "…", "line": n}`, counted from 1, and the next ones go on. The content may be
                of any length, and all of it sees the network that was there when it began. A model that is not loaded is 404.
              parameters:
                - *modelName
              requestBody:
                required: true
                content:
                  application/x-ndjson:
                    schema: {type: string, description: Lines, each a JSON array of as many numbers as the network has inputs.}
                    examples:
                      rows:
                        summary: Two rows
                        value: "[5.1, 3.5, 1.4, 0.2]\n[7.0, 3.2, 4.7, 1.4]\n"
                  application/json:
                    schema: {$ref: '#/components/schemas/ModelEvaluateRequest'}
                    examples:
                      iris:
                        summary: A row of Fisher's iris
                        value: {inputs: [[5.1, 3.5, 1.4, 0.2]], include: [outputs, activations]}
                      everything:
                        summary: Every part of the answer
                        value:
                          inputs: [5.1, 3.5, 1.4, 0.2]
                          include: [outputs, parameters, activations, layer_outputs, values, digests]
                          statistics: {bins: 5, range: [-1, 1], quantiles: [0.5]}
                      nothing:
                        summary: What the network is, and the statistics of its parameters
                        value: {}
              responses:
                '200':
                  description: The parts that were asked for, or one line for each row.
                  headers: *timed
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/EvaluateResponse'}
                    text/plain:
                      schema: {type: string}
                    application/x-ndjson:
                      schema:
                        type: string
                        description: |
                          Lines, each a JSON array of the network's outputs, in which null stands for what is not finite, or an
                          object with the members `error` and `line`.
                '400': {$ref: '#/components/responses/ModelProblem'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '406': {$ref: '#/components/responses/ModelProblem'}
                '413': {$ref: '#/components/responses/ModelProblem'}
                '415': {$ref: '#/components/responses/ModelUnsupported'}
                '422': {$ref: '#/components/responses/ModelProblem'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v1/models/{name}:predict:
            post:
              operationId: predict
              tags: [models]
              summary: Predicts, for clients of KServe's first protocol and of TensorFlow Serving.
              description: |
                `instances` are answered by `predictions`, `inputs` by `outputs`. An instance is a row, or an object with a row
                for the input's name; for a network of one input a number will do. `inputs` is a list of rows, or an object with
                such a list for the input's name; neither takes another name. Members of the content itself that are not known are
                ignored. Everything wrong with the content is 400.
              parameters:
                - *modelName
              requestBody: &predictBody
                required: true
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/PredictRequest'}
                    examples:
                      rows:
                        summary: Two rows
                        value: {instances: [[5.1, 3.5, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4]]}
                      named:
                        summary: A row by the name of the input
                        value: {instances: [{input: [5.1, 3.5, 1.4, 0.2]}]}
                      columns:
                        summary: All rows as one tensor
                        value: {signature_name: serving_default, inputs: {input: [[5.1, 3.5, 1.4, 0.2]]}}
                      none:
                        summary: No rows
                        value: {instances: []}
              responses: &predictResponses
                '200':
                  description: One output for each row, in their order.
                  headers: *timed
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/PredictResponse'}
                '400': {$ref: '#/components/responses/ModelProblem'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '406': {$ref: '#/components/responses/ModelProblem'}
                '413': {$ref: '#/components/responses/ModelProblem'}
                '415': {$ref: '#/components/responses/ModelUnsupported'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v1/models/{name}/versions/{version}:predict:
            post:
              operationId: predictVersion
              tags: [models]
              summary: Predicts by a version, which is the present one or unknown.
              parameters:
                - *modelName
                - *modelVersion
              requestBody: *predictBody
              responses: *predictResponses
          /v2:
            get:
              operationId: getServerMetadata
              tags: [open inference]
              summary: Names the server and the extensions of the protocol that it has.
              responses: &serverMetadata
                '200':
                  description: The server.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/ServerMetadata'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/:
            get:
              operationId: getServerMetadataUnderSlash
              tags: [open inference]
              summary: The same, under the path that the protocol's own description has.
              responses: *serverMetadata
          /v2/models:
            get:
              operationId: listReadyModels
              tags: [open inference]
              summary: Lists the names of the models that answer.
              responses:
                '200':
                  description: The names, in order.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [models]
                        additionalProperties: false
                        properties:
                          models: {type: array, items: {$ref: '#/components/schemas/ModelName'}}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/models/stats:
            get:
              operationId: getAllStatistics
              tags: [open inference]
              summary: Says what was asked of all models that answer, and how long it took.
              responses:
                '200': &inferenceStatistics
                  description: The figures since each version was loaded.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/InferenceStatistics'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/models/{name}:
            get:
              operationId: getTensorMetadata
              tags: [open inference]
              summary: Describes the tensors of a model.
              parameters: [{$ref: '#/components/parameters/ModelName'}]
              responses: &tensorMetadata
                '200':
                  description: The tensors that metadata lists; `logits` and `layers.N` can be asked for as well.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/TensorMetadata'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/models/{name}/ready:
            get:
              operationId: getModelReady
              tags: [open inference]
              summary: Says whether a model answers.
              parameters: [{$ref: '#/components/parameters/ModelName'}]
              responses: &modelReady
                '200':
                  description: The model answers.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/ModelReady'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/models/{name}/config:
            get:
              operationId: getModelConfiguration
              tags: [open inference]
              summary: Describes a model in the words of Triton's ModelConfig, with its definition.
              parameters: [{$ref: '#/components/parameters/ModelName'}]
              responses: &modelConfiguration
                '200':
                  description: The configuration; sent back with a load, it builds the same network.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/ModelConfiguration'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/models/{name}/stats:
            get:
              operationId: getInferenceStatistics
              tags: [open inference]
              summary: Says what was asked of a model, and how long it took.
              parameters: [{$ref: '#/components/parameters/ModelName'}]
              responses: &modelStatistics
                '200':
                  description: The figures since this version was loaded.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/InferenceStatistics'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/models/{name}/infer:
            post:
              operationId: infer
              tags: [open inference]
              summary: Computes outputs of a model.
              description: |
                Tensors are JSON, flat or nested, or bytes: float32, little-endian, row after row. Bytes follow the JSON, and
                `Inference-Header-Content-Length` says how long that is; 0 means that the content is one input's bytes, with as
                many rows as fit, and the answer is bytes as well. Parameters: `binary_data_output`, `timeout` in microseconds,
                `priority`, which makes no difference; of an input `binary_data_size`; of an output `binary_data` and
                `classification`. The Content-Type is not looked at unless it names what cannot be meant.
              parameters:
                - {$ref: '#/components/parameters/ModelName'}
                - {$ref: '#/components/parameters/InferenceHeaderLength'}
              requestBody: &inferBody
                required: true
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/InferRequest'}
                    examples:
                      rows:
                        summary: Two rows
                        value: {inputs: [{name: input, shape: [2, 4], datatype: FP32, data: [5.1, 3.5, 1.4, 0.2, 7.0, 3.2, 4.7, 1.4]}]}
                      classes:
                        summary: The two likeliest classes of a row, and the last layer's pre-activations
                        value:
                          id: '7'
                          inputs: [{name: input, shape: [1, 4], datatype: FP32, data: [[5.1, 3.5, 1.4, 0.2]]}]
                          outputs: [{name: output, parameters: {classification: 2}}, {name: logits}]
                  application/octet-stream:
                    schema: {type: string, format: binary}
              responses: &inferResponses
                '200':
                  description: The outputs, as JSON, or as JSON and behind it the bytes of those that are wanted as bytes.
                  headers:
                    Content-Encoding: {$ref: '#/components/headers/ContentEncoding'}
                    Vary: {$ref: '#/components/headers/Vary'}
                    Server-Timing: {$ref: '#/components/headers/ServerTiming'}
                    Inference-Header-Content-Length:
                      description: How many bytes the JSON has; only where bytes follow.
                      required: false
                      schema: {type: integer, minimum: 1}
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/InferResponse'}
                    application/octet-stream:
                      schema: {type: string, format: binary}
                '400': {$ref: '#/components/responses/ModelProblem'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '413': {$ref: '#/components/responses/ModelProblem'}
                '415': {$ref: '#/components/responses/ModelUnsupported'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/models/{name}/versions/{version}:
            get:
              operationId: getTensorMetadataOfVersion
              tags: [open inference]
              summary: Describes the tensors of a model.
              parameters: [{$ref: '#/components/parameters/ModelName'}, {$ref: '#/components/parameters/ModelVersion'}]
              responses: *tensorMetadata
          /v2/models/{name}/versions/{version}/ready:
            get:
              operationId: getModelReadyOfVersion
              tags: [open inference]
              summary: Says whether a model answers.
              parameters: [{$ref: '#/components/parameters/ModelName'}, {$ref: '#/components/parameters/ModelVersion'}]
              responses: *modelReady
          /v2/models/{name}/versions/{version}/config:
            get:
              operationId: getModelConfigurationOfVersion
              tags: [open inference]
              summary: Describes a model in the words of Triton's ModelConfig, with its definition.
              parameters: [{$ref: '#/components/parameters/ModelName'}, {$ref: '#/components/parameters/ModelVersion'}]
              responses: *modelConfiguration
          /v2/models/{name}/versions/{version}/stats:
            get:
              operationId: getInferenceStatisticsOfVersion
              tags: [open inference]
              summary: Says what was asked of a model, and how long it took.
              parameters: [{$ref: '#/components/parameters/ModelName'}, {$ref: '#/components/parameters/ModelVersion'}]
              responses: *modelStatistics
          /v2/models/{name}/versions/{version}/infer:
            post:
              operationId: inferOfVersion
              tags: [open inference]
              summary: Computes outputs of a model.
              parameters: [{$ref: '#/components/parameters/ModelName'}, {$ref: '#/components/parameters/ModelVersion'}, {$ref: '#/components/parameters/InferenceHeaderLength'}]
              requestBody: *inferBody
              responses: *inferResponses
          /v2/repository/index:
            post:
              operationId: indexRepository
              tags: [open inference]
              summary: Lists all models, and whether they answer.
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        ready: {type: boolean, default: false, description: Whether only models are listed that answer.}
                    example: {ready: true}
              responses:
                '200':
                  description: The models, in the order of their names, and behind them what cannot be used.
                  content:
                    application/json:
                      schema:
                        type: array
                        items: {$ref: '#/components/schemas/RepositoryEntry'}
                '400': {$ref: '#/components/responses/ModelProblem'}
                '413': {$ref: '#/components/responses/ModelProblem'}
                '415': {$ref: '#/components/responses/ModelUnsupported'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/repository/models/{name}/load:
            post:
              operationId: loadModel
              tags: [open inference]
              summary: Loads a model again, or keeps the definition and the parameters that come along.
              description: |
                It answers when the model answers predictions; a load that fails leaves everything as it was. The definition is
                a string in `config` (Triton's ModelConfig, as JSON in a string) under `parameters.definition.string_value`, or
                the file `file:1/definition.json`. Without one, the definition that is kept stays. Parameters come as
                `file:1/parameters.safetensors`. Files are base64 (RFC 4648 section 4), and need a `config` beside them, which
                may be `{}`.
              parameters: [{$ref: '#/components/parameters/ModelName'}]
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        parameters:
                          type: [object, 'null']
                          additionalProperties: false
                          properties:
                            config: {type: string}
                            'file:1/definition.json': {type: string, contentEncoding: base64}
                            'file:1/parameters.safetensors': {type: string, contentEncoding: base64}
                    examples:
                      again:
                        summary: Load again
                        value: {}
                      definition:
                        summary: A definition in a configuration
                        value:
                          parameters:
                            config: '{"parameters":{"definition":{"string_value":"{\"layer_sizes\":[4,16,3],\"activations\":[\"relu\",\"softmax\"],\"seed\":42}"}}}'
              responses:
                '200':
                  description: The model answers predictions.
                  headers: *timing
                '403': {$ref: '#/components/responses/ModelProblem'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '412': {$ref: '#/components/responses/ModelProblem'}
                '507': {$ref: '#/components/responses/ModelProblem'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                '400': {$ref: '#/components/responses/ModelProblem'}
                '413': {$ref: '#/components/responses/ModelProblem'}
                '415': {$ref: '#/components/responses/ModelUnsupported'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/repository/models/{name}/unload:
            post:
              operationId: unloadModel
              tags: [open inference]
              summary: Lets the network of a model go; what is kept of it stays.
              parameters: [{$ref: '#/components/parameters/ModelName'}]
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        parameters:
                          type: [object, 'null']
                          properties:
                            unload_dependents: {type: boolean, description: No model depends on another one.}
                    example: {parameters: {unload_dependents: false}}
              responses:
                '200': {description: The model does not answer any more; requests that it has are answered.}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '503': {$ref: '#/components/responses/ModelUnavailable'}
                '504': {$ref: '#/components/responses/ModelProblem'}
                '400': {$ref: '#/components/responses/ModelProblem'}
                '413': {$ref: '#/components/responses/ModelProblem'}
                '415': {$ref: '#/components/responses/ModelUnsupported'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/logging:
            get:
              operationId: getLogSettings
              tags: [open inference]
              summary: Shows the log settings.
              responses:
                '200': &logSettings
                  description: All settings.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/LogSettings'}
                default: {$ref: '#/components/responses/ModelProblem'}
            post:
              operationId: setLogSettings
              tags: [open inference]
              summary: Sets some of the log settings.
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      additionalProperties: false
                      properties:
                        log_file: {enum: ['', null], description: It cannot be set over the network.}
                        log_info: {type: [boolean, 'null']}
                        log_warning: {type: [boolean, 'null']}
                        log_error: {type: [boolean, 'null']}
                        log_verbose_level: {type: [integer, 'null'], minimum: 0, maximum: 4294967295}
                        log_format: {enum: [default, ISO8601, null]}
                    example: {log_verbose_level: 1}
              responses:
                '200': *logSettings
                '400': {$ref: '#/components/responses/ModelProblem'}
                '413': {$ref: '#/components/responses/ModelProblem'}
                '415': {$ref: '#/components/responses/ModelUnsupported'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/trace/setting:
            get:
              operationId: getTraceSettings
              tags: [open inference]
              summary: Shows the trace settings.
              responses: &traceSettings
                '200': &traceSettingsAnswer
                  description: All settings.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/TraceSettings'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
            post:
              operationId: setTraceSettings
              tags: [open inference]
              summary: Sets some of the trace settings; null takes back what was set.
              requestBody: &traceSettingsBody
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/TraceSettingsChange'}
                    example: {trace_level: [TIMESTAMPS], trace_rate: '500'}
              responses: &traceSettingsChange
                '200': *traceSettingsAnswer
                '400': {$ref: '#/components/responses/ModelProblem'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '413': {$ref: '#/components/responses/ModelProblem'}
                '415': {$ref: '#/components/responses/ModelUnsupported'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/models/{name}/trace/setting:
            get:
              operationId: getModelTraceSettings
              tags: [open inference]
              summary: Shows the trace settings of a model.
              parameters: [{$ref: '#/components/parameters/ModelName'}]
              responses: *traceSettings
            post:
              operationId: setModelTraceSettings
              tags: [open inference]
              summary: Sets some of the trace settings of a model; null makes one follow the server's.
              parameters: [{$ref: '#/components/parameters/ModelName'}]
              requestBody: *traceSettingsBody
              responses: *traceSettingsChange
          /v2/{kind}sharedmemory/status:
            get:
              operationId: getSharedMemory
              tags: [open inference]
              summary: Lists the regions of shared memory, of which there are none.
              parameters: [{$ref: '#/components/parameters/MemoryKind'}]
              responses:
                '200':
                  description: No regions.
                  content:
                    application/json:
                      schema: {type: array, maxItems: 0}
                '404': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/{kind}sharedmemory/region/{region}/status:
            get:
              operationId: getSharedMemoryRegion
              tags: [open inference]
              summary: Answers that there is no such region.
              parameters: [{$ref: '#/components/parameters/MemoryKind'}, {name: region, in: path, required: true, schema: {type: string, minLength: 1}, example: input_data}]
              responses:
                '404': {$ref: '#/components/responses/ModelProblem'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/{kind}sharedmemory/region/{region}/register:
            post:
              operationId: registerSharedMemory
              tags: [open inference]
              summary: Answers that shared memory is not supported.
              parameters: [{$ref: '#/components/parameters/MemoryKind'}, {name: region, in: path, required: true, schema: {type: string, minLength: 1}, example: input_data}]
              responses: &noSharedMemory
                '400': {$ref: '#/components/responses/ModelProblem'}
                '404': {$ref: '#/components/responses/ModelProblem'}
                '413': {$ref: '#/components/responses/ModelProblem'}
                '415': {$ref: '#/components/responses/ModelUnsupported'}
                default: {$ref: '#/components/responses/ModelProblem'}
          /v2/{kind}sharedmemory/region/{region}/unregister:
            post:
              operationId: unregisterSharedMemory
              tags: [open inference]
              summary: Answers that shared memory is not supported.
              parameters: [{$ref: '#/components/parameters/MemoryKind'}, {name: region, in: path, required: true, schema: {type: string, minLength: 1}, example: input_data}]
              responses: *noSharedMemory
          /v2/{kind}sharedmemory/unregister:
            post:
              operationId: unregisterAllSharedMemory
              tags: [open inference]
              summary: Answers that shared memory is not supported.
              parameters: [{$ref: '#/components/parameters/MemoryKind'}]
              responses: *noSharedMemory
          /openapi.yaml:
            get:
              operationId: getContractYAML
              tags: [contract]
              summary: This document as YAML.
              parameters: *conditional
              responses:
                '200':
                  description: The contract.
                  headers: *etag
                  content:
                    application/yaml:
                      schema: {type: object}
                '304': {description: The client has it already.}
                default: {$ref: '#/components/responses/Problem'}
          /openapi.json:
            get:
              operationId: getContractJSON
              tags: [contract]
              summary: This document as JSON.
              parameters: *conditional
              responses:
                '200':
                  description: The contract.
                  headers: *etag
                  content:
                    application/json:
                      schema: {type: object}
                '304': {description: The client has it already.}
                default: {$ref: '#/components/responses/Problem'}
        components:
          securitySchemes:
            bearer:
              type: http
              scheme: bearer
              description: |
                A token (RFC 6750) with the scope `infer`, `metrics` or `manage`, which includes the others; needed where the
                operator has set tokens.
            certificate:
              type: mutualTLS
              description: A client certificate that the operator has granted a scope; stands for a token.
          parameters:
            InferenceHeaderLength:
              name: Inference-Header-Content-Length
              in: header
              description: How many bytes of the content are JSON; all, unless given.
              schema: {type: integer, minimum: 0}
            MemoryKind:
              name: kind
              in: path
              required: true
              schema: {enum: [system, cuda]}
              example: system
            IfNoneMatch:
              name: If-None-Match
              in: header
              description: Entity tags that the client has (RFC 9110 section 13.1.2).
              schema: {type: string}
            IfMatch:
              name: If-Match
              in: header
              description: Entity tags of what the client wants to change (RFC 9110 section 13.1.1); else the answer is 412.
              schema: &entityTags {type: string, pattern: '^(\*|(W/)?"[!#-~]*"(, *(W/)?"[!#-~]*")*)$'}
            IfNotThere:
              name: If-None-Match
              in: header
              description: |
                Entity tags that must not be there, or `*` for nothing at all (RFC 9110 section 13.1.2); else the answer is 412.
              schema: *entityTags
            ModelName:
              name: name
              in: path
              required: true
              description: The name of the model; a letter or digit, then letters, digits, dots, underscores and hyphens.
              schema: {$ref: '#/components/schemas/ModelName'}
              example: iris
            ModelVersion:
              name: version
              in: path
              required: true
              description: A version of the model.
              schema: {$ref: '#/components/schemas/ModelVersion'}
              example: '1'
          headers:
            Accept:
              description: The types that are taken; if the type is what was refused.
              required: false
              schema: {type: string}
            AcceptEncoding:
              description: The codings that are decoded; if the coding is what was refused.
              required: false
              schema: {type: string}
            ContentEncoding:
              description: How the content is compressed, if it is (RFC 9110 section 8.4).
              required: false
              schema: {enum: [gzip, deflate]}
            Vary:
              description: The fields of a request that the form of this answer depends on (RFC 9110 section 12.5.5).
              required: false
              schema: {type: string}
            ServerTiming:
              description: |
                Where the time of the answer went, in milliseconds (W3C Server Timing): `parse`, `queue`, `compute`, `store` where a
                model was read from its folder or written there, and `serialise`. Of lines, only the first ones have come by then.
              required: false
              schema: {type: string}
            ModelETag:
              description: |
                `"<version>-<the first 16 digits of the fingerprint>"`, with `-json` behind it for parameters as JSON; absent for
                a model that is not loaded.
              schema: {type: string}
            ETag:
              description: The entity tag of this answer (RFC 9110 section 8.8.3).
              schema: {type: string}
          responses:
            Problem:
              description: What is wrong, as problem details (RFC 9457).
              content:
                application/problem+json:
                  schema: {$ref: '#/components/schemas/Problem'}
            Unavailable:
              description: The server has as much work, or holds as many bytes of requests, as it may, or is stopping; try again after a while.
              headers: *retryAfter
              content:
                application/problem+json:
                  schema: {$ref: '#/components/schemas/Problem'}
            Unsupported:
              description: The content is of a type that cannot be meant, or in a coding that is not decoded.
              headers: &unsupported
                Accept: {$ref: '#/components/headers/Accept'}
                Accept-Encoding: {$ref: '#/components/headers/AcceptEncoding'}
              content:
                application/problem+json:
                  schema: {$ref: '#/components/schemas/Problem'}
            ModelUnsupported:
              description: The content is of a type that cannot be meant, or in a coding that is not decoded.
              headers: *unsupported
              content: &modelProblem
                application/json:
                  schema: {$ref: '#/components/schemas/ModelProblem'}
                application/problem+json:
                  schema:
                    anyOf:
                      - {$ref: '#/components/schemas/ModelProblem'}
                      - {$ref: '#/components/schemas/Problem'}
            ModelProblem:
              description: |
                What is wrong, as problem details with the member `error` that clients of other servers read. The type is plain
                JSON unless `Accept` names the problem type.
              content: *modelProblem
            ModelUnavailable:
              description: |
                The server has as much work, or holds as many bytes of requests, as it may, or is stopping; or the model is not
                loaded, or what is stored of it is damaged; try again after a while.
              headers: *retryAfter
              content: *modelProblem
          schemas:
            Live:
              type: object
              required: [live]
              additionalProperties: false
              properties:
                live: {const: true}
            Ready:
              type: object
              required: [ready]
              additionalProperties: false
              properties:
                ready: {type: boolean}
                error: {type: string}
            Problem:
              type: object
              required: [type, title, status, detail, instance]
              additionalProperties: false
              properties:
                type: {type: string, format: uri-reference}
                title: {type: string}
                status: {type: integer, minimum: 400, maximum: 599}
                detail: {type: string}
                error: {type: string, description: 'The same as `detail`, where the server could not tell for which path a request was.'}
                instance: {type: string, description: The request id.}
                trace_id: &traceID {type: string, pattern: '^[0-9a-f]{32}$', description: 'The trace of the request, if its `traceparent` is a valid one.'}
                offset: {type: integer, minimum: 0, description: The byte of the body at which JSON syntax breaks.}
                errors:
                  type: array
                  minItems: 1
                  items: {$ref: '#/components/schemas/Mistake'}
            ModelProblem:
              description: Problem details with the member `error`, which clients of other servers read.
              type: object
              required: [type, title, status, detail, error, instance]
              additionalProperties: false
              properties:
                type: {type: string, format: uri-reference}
                title: {type: string}
                status: {type: integer, minimum: 400, maximum: 599}
                detail: {type: string}
                error: {type: string, description: The same as `detail`.}
                instance: {type: string, description: The request id.}
                trace_id: *traceID
                offset: {type: integer, minimum: 0, description: The byte of the body at which JSON syntax breaks.}
                errors: {type: array, minItems: 1, items: {$ref: '#/components/schemas/Mistake'}}
            Mistake:
              type: object
              required: [pointer, detail]
              additionalProperties: false
              properties:
                pointer: {type: string, description: A JSON Pointer as a URI fragment (RFC 6901 section 6).}
                detail: {type: string}
            ModelName:
              type: string
              pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$'
            Model:
              description: What is kept under a name.
              type: object
              required: [name, ready, version, fingerprint, parameters, durable, definition, network, model_version_status]
              additionalProperties: false
              properties:
                name: {$ref: '#/components/schemas/ModelName'}
                ready: {type: boolean, description: Whether it answers predictions.}
                version: {$ref: '#/components/schemas/ModelVersion'}
                fingerprint: {type: string, pattern: '^sha256:[0-9a-f]{64}$', description: Of the definition, and of parameters that are stored.}
                parameters: {enum: [drawn, stored], description: Whether they are what the definition draws.}
                durable: {type: boolean, description: Whether what is kept outlives the server.}
                definition: {$ref: '#/components/schemas/Definition'}
                network: {$ref: '#/components/schemas/Network'}
                model_version_status:
                  type: array
                  minItems: 1
                  maxItems: 1
                  items:
                    type: object
                    required: [version, state, status]
                    additionalProperties: false
                    properties:
                      version: {$ref: '#/components/schemas/ModelVersion'}
                      state: {enum: [AVAILABLE, END], description: END is what TensorFlow Serving calls a version that was unloaded.}
                      status:
                        type: object
                        required: [error_code, error_message]
                        additionalProperties: false
                        properties:
                          error_code: {const: OK}
                          error_message: {type: string}
            ModelVersion:
              description: Counts the accepted changes of a model, from 1.
              type: string
              pattern: '^[1-9][0-9]*$'
            ModelMetadata:
              type: object
              required: [model_spec, metadata]
              additionalProperties: false
              properties:
                model_spec:
                  type: object
                  required: [name, signature_name, version]
                  additionalProperties: false
                  properties:
                    name: {$ref: '#/components/schemas/ModelName'}
                    signature_name: {type: string}
                    version: {$ref: '#/components/schemas/ModelVersion'}
                metadata:
                  type: object
                  required: [signature_def]
                  additionalProperties: false
                  properties:
                    signature_def:
                      type: object
                      required: [signature_def]
                      additionalProperties: false
                      properties:
                        signature_def:
                          type: object
                          required: [serving_default]
                          additionalProperties: false
                          properties:
                            serving_default:
                              type: object
                              required: [inputs, outputs, method_name]
                              additionalProperties: false
                              properties:
                                inputs: {$ref: '#/components/schemas/TensorInformation'}
                                outputs: {$ref: '#/components/schemas/TensorInformation'}
                                method_name: {const: tensorflow/serving/predict}
            TensorInformation:
              description: The one tensor, by its name.
              type: object
              minProperties: 1
              maxProperties: 1
              additionalProperties:
                type: object
                required: [dtype, tensor_shape, name]
                additionalProperties: false
                properties:
                  dtype: {const: DT_FLOAT}
                  tensor_shape:
                    type: object
                    required: [dim, unknown_rank]
                    additionalProperties: false
                    properties:
                      dim:
                        type: array
                        minItems: 2
                        maxItems: 2
                        items:
                          type: object
                          required: [size, name]
                          additionalProperties: false
                          properties:
                            size: {type: string, pattern: '^(-1|[1-9][0-9]*)$'}
                            name: {type: string}
                      unknown_rank: {const: false}
                  name: {type: string}
            ParameterValues:
              type: object
              required: [parameters]
              additionalProperties: false
              properties:
                parameters:
                  type: array
                  minItems: 1
                  items:
                    type: object
                    required: [name, shape, values]
                    additionalProperties: false
                    properties:
                      name: {type: string, pattern: '^layers\.[0-9]+\.(weight|bias|slope)$'}
                      shape: {type: array, minItems: 1, maxItems: 2, items: {type: integer, minimum: 1}}
                      values:
                        description: Row-major, nested like the shape or flat.
                        oneOf:
                          - {type: array, items: {type: number}}
                          - {type: array, minItems: 1, items: {type: array, items: {type: number}}}
            ModelEvaluateRequest:
              type: object
              additionalProperties: false
              properties:
                inputs: {$ref: '#/components/schemas/EvaluateRequest/properties/inputs'}
                include: {$ref: '#/components/schemas/EvaluateRequest/properties/include'}
                statistics: {$ref: '#/components/schemas/EvaluateRequest/properties/statistics'}
            PredictRequest:
              type: object
              properties:
                instances:
                  description: Rows, objects with a row by the name of the input, or numbers.
                  type: array
                  items:
                    oneOf:
                      - type: number
                      - {type: array, items: {type: number}}
                      - {type: object, minProperties: 1}
                inputs:
                  description: All rows as one tensor, or an object with it by the name of the input.
                  oneOf:
                    - {type: array, items: {oneOf: [{type: number}, {type: array, items: {type: number}}]}}
                    - {type: object, minProperties: 1}
                signature_name: {type: string}
              oneOf:
                - required: [instances]
                - required: [inputs]
            PredictResponse:
              type: object
              additionalProperties: false
              properties:
                predictions: {$ref: '#/components/schemas/Rows'}
                outputs: {$ref: '#/components/schemas/Rows'}
                non_finite:
                  description: The number of outputs that are not finite and so are null; absent if there are none.
                  type: integer
                  minimum: 1
              oneOf:
                - required: [predictions]
                - required: [outputs]
            ServerMetadata:
              type: object
              required: [name, version, extensions]
              additionalProperties: false
              properties:
                name: {const: feedforward}
                version: {type: string}
                extensions: {type: array, items: {type: string}}
            TensorDescription:
              type: object
              required: [name, datatype, shape]
              additionalProperties: false
              properties:
                name: {type: string}
                datatype: {const: FP32}
                shape:
                  description: Any number of rows, and the width of a row.
                  type: array
                  prefixItems: [{const: -1}, {type: integer, minimum: 1}]
                  minItems: 2
                  maxItems: 2
            TensorMetadata:
              type: object
              required: [name, versions, platform, inputs, outputs]
              additionalProperties: false
              properties:
                name: {$ref: '#/components/schemas/ModelName'}
                versions: {type: array, minItems: 1, maxItems: 1, items: {$ref: '#/components/schemas/ModelVersion'}}
                platform: {const: feedforward_dense}
                inputs: {type: array, minItems: 1, maxItems: 1, items: {$ref: '#/components/schemas/TensorDescription'}}
                outputs: {type: array, minItems: 1, maxItems: 1, items: {$ref: '#/components/schemas/TensorDescription'}}
            ModelReady:
              type: object
              required: [name, ready]
              additionalProperties: false
              properties:
                name: {$ref: '#/components/schemas/ModelName'}
                ready: {const: true}
            ModelConfiguration:
              description: The members of Triton's ModelConfig that mean something here.
              type: object
              required: [name, platform, backend, max_batch_size, input, output, parameters]
              properties:
                name: {$ref: '#/components/schemas/ModelName'}
                platform: {const: feedforward_dense}
                backend: {const: feedforward}
                max_batch_size: {type: integer, minimum: 1, maximum: 2147483647}
                input: &configurationTensor
                  type: array
                  minItems: 1
                  maxItems: 1
                  items:
                    type: object
                    required: [name, data_type, dims]
                    additionalProperties: false
                    properties:
                      name: {type: string}
                      data_type: {const: TYPE_FP32}
                      dims: {type: array, minItems: 1, maxItems: 1, items: {type: integer, minimum: 1}}
                output: *configurationTensor
                parameters:
                  type: object
                  required: [definition]
                  properties:
                    definition:
                      type: object
                      required: [string_value]
                      properties:
                        string_value: {type: string, description: The canonical definition as JSON.}
            InferenceStatistics:
              type: object
              required: [model_stats]
              additionalProperties: false
              properties:
                model_stats:
                  type: array
                  items:
                    type: object
                    required: [name, version, last_inference, inference_count, execution_count, inference_stats, response_stats, batch_stats, memory_usage]
                    additionalProperties: false
                    properties:
                      name: {$ref: '#/components/schemas/ModelName'}
                      version: {$ref: '#/components/schemas/ModelVersion'}
                      last_inference: {type: integer, minimum: 0, description: Milliseconds since 1970; 0 without one.}
                      inference_count: {type: integer, minimum: 0, description: Rows.}
                      execution_count: {type: integer, minimum: 0, description: Batches.}
                      inference_stats:
                        type: object
                        required: [success, fail, queue, compute_input, compute_infer, compute_output, cache_hit, cache_miss]
                        additionalProperties: {$ref: '#/components/schemas/DurationTotal'}
                      response_stats: {type: object}
                      batch_stats:
                        type: array
                        items:
                          type: object
                          required: [batch_size, compute_input, compute_infer, compute_output]
                          additionalProperties: false
                          properties:
                            batch_size: {type: integer, minimum: 0}
                            compute_input: {$ref: '#/components/schemas/DurationTotal'}
                            compute_infer: {$ref: '#/components/schemas/DurationTotal'}
                            compute_output: {$ref: '#/components/schemas/DurationTotal'}
                      memory_usage: {type: array}
            DurationTotal:
              type: object
              required: [count, ns]
              additionalProperties: false
              properties:
                count: {type: integer, minimum: 0}
                ns: {type: integer, minimum: 0, description: Nanoseconds together.}
            InferParameters:
              type: [object, 'null']
              additionalProperties: {type: [string, number, boolean]}
            InferRequest:
              description: Members that are not named here are ignored.
              type: object
              required: [inputs]
              properties:
                id: {type: [string, 'null'], description: Echoed unless it is empty.}
                parameters: {$ref: '#/components/schemas/InferParameters'}
                inputs:
                  type: array
                  minItems: 1
                  maxItems: 1
                  items:
                    type: object
                    required: [name, shape, datatype]
                    properties:
                      name: {type: string, description: The name that metadata gives.}
                      shape:
                        description: Rows, and the width of a row that metadata gives.
                        type: array
                        minItems: 2
                        maxItems: 2
                        items: {type: integer, minimum: 0}
                      datatype: {const: FP32}
                      parameters: {$ref: '#/components/schemas/InferParameters'}
                      data: {type: array, description: 'Numbers, flat or nested.'}
                outputs:
                  description: Unless any is listed, the model's output.
                  type: [array, 'null']
                  items:
                    type: object
                    required: [name]
                    properties:
                      name: {type: string, description: 'The name that metadata gives, `logits` or `layers.N`.'}
                      parameters: {$ref: '#/components/schemas/InferParameters'}
            InferResponse:
              type: object
              required: [model_name, model_version, outputs]
              additionalProperties: false
              properties:
                id: {type: string, minLength: 1}
                model_name: {$ref: '#/components/schemas/ModelName'}
                model_version: {$ref: '#/components/schemas/ModelVersion'}
                parameters:
                  type: object
                  required: [non_finite]
                  additionalProperties: false
                  properties:
                    non_finite: {type: integer, minimum: 1, description: The number of outputs that are not finite and so are null.}
                outputs:
                  type: array
                  minItems: 1
                  items:
                    type: object
                    required: [name, datatype, shape]
                    additionalProperties: false
                    properties:
                      name: {type: string}
                      datatype: {enum: [FP32, BYTES]}
                      shape: {type: array, minItems: 2, maxItems: 2, items: {type: integer, minimum: 0}}
                      parameters:
                        type: object
                        required: [binary_data_size]
                        additionalProperties: false
                        properties:
                          binary_data_size: {type: integer, minimum: 0}
                      data:
                        type: array
                        items: {type: [number, string, 'null']}
            RepositoryEntry:
              type: object
              required: [name, state]
              additionalProperties: false
              properties:
                name: {type: string}
                version: {$ref: '#/components/schemas/ModelVersion'}
                state: {enum: [READY, UNAVAILABLE]}
                reason: {type: string}
            LogSettings:
              type: object
              required: [log_file, log_info, log_warning, log_error, log_verbose_level, log_format]
              additionalProperties: false
              properties:
                log_file: {const: ''}
                log_info: {type: boolean}
                log_warning: {type: boolean}
                log_error: {type: boolean}
                log_verbose_level: {type: integer, minimum: 0}
                log_format: {enum: [default, ISO8601]}
            TraceSettings:
              type: object
              required: [trace_level, trace_rate, trace_count, log_frequency, trace_file, trace_mode]
              additionalProperties: false
              properties:
                trace_level: {type: array, minItems: 1, items: {enum: ['OFF', TIMESTAMPS, TENSORS]}}
                trace_rate: {type: string, pattern: '^[0-9]+$'}
                trace_count: {type: string, pattern: '^(-1|[0-9]+)$'}
                log_frequency: {type: string, pattern: '^[0-9]+$'}
                trace_file: {const: ''}
                trace_mode: {const: triton}
            TraceSettingsChange:
              type: object
              additionalProperties: false
              properties:
                trace_level:
                  description: A list of levels, or one; `OFF` stands alone.
                  anyOf:
                    - {type: array, items: {enum: [TIMESTAMPS, TENSORS]}}
                    - {const: ['OFF']}
                    - {enum: ['OFF', TIMESTAMPS, TENSORS, null]}
                trace_rate: &traceNumber
                  anyOf:
                    - {type: integer, minimum: 0, maximum: 4294967295}
                    - {type: string, pattern: '^[0-9]{1,9}$'}
                    - {type: 'null'}
                trace_count:
                  anyOf:
                    - {type: integer, minimum: -1, maximum: 2147483647}
                    - {type: string, pattern: '^(-1|[0-9]{1,9})$'}
                    - {type: 'null'}
                log_frequency: *traceNumber
                trace_file: {enum: ['', null], description: It cannot be set over the network.}
                trace_mode: {enum: [triton, null]}
            NullableNumber:
              type: [number, 'null']
            Numbers:
              type: array
              items: {$ref: '#/components/schemas/NullableNumber'}
            Rows:
              type: array
              items: {$ref: '#/components/schemas/Numbers'}
            EvaluateRequest:
              type: object
              required: [network]
              additionalProperties: false
              properties:
                network: {$ref: '#/components/schemas/Definition'}
                inputs:
                  description: |
                    Rows of as many numbers as the network has inputs; a flat list is one row. Left out, there is only the build
                    and its statistics.
                  oneOf:
                    - type: array
                      items: {type: number}
                    - type: array
                      minItems: 1
                      items: {type: array, items: {type: number}}
                include:
                  description: What the answer holds beside `network`.
                  type: array
                  items: {enum: [outputs, parameters, activations, layer_outputs, values, digests]}
                  default: [outputs, parameters]
                statistics:
                  type: object
                  additionalProperties: false
                  properties:
                    bins: {type: integer, minimum: 1, maximum: 1000, default: 20}
                    range:
                      description: The lower and upper edge of the histogram; the values' own range unless given.
                      type: array
                      minItems: 2
                      maxItems: 2
                      items: {type: number}
                    quantiles:
                      type: array
                      maxItems: 99
                      items: {type: number, minimum: 0, maximum: 1}
                      default: [0.05, 0.25, 0.5, 0.75, 0.95]
                training:
                  description: Whether rrelu samples its slopes, after initialisation, from the same generator.
                  type: boolean
                  default: false
            EvaluateResponse:
              type: object
              required: [network]
              additionalProperties: false
              properties:
                network: {$ref: '#/components/schemas/Network'}
                outputs: {$ref: '#/components/schemas/Rows'}
                parameters:
                  type: array
                  items: {$ref: '#/components/schemas/Tensor'}
                activations:
                  type: array
                  items: {$ref: '#/components/schemas/LayerStatistics'}
                layer_outputs:
                  type: array
                  items:
                    type: object
                    required: [layer, preactivations, outputs]
                    additionalProperties: false
                    properties:
                      layer: {type: string}
                      preactivations: {$ref: '#/components/schemas/Rows'}
                      outputs: {$ref: '#/components/schemas/Rows'}
                non_finite:
                  description: The number of outputs that are not finite and so are null; absent if there are none.
                  type: integer
                  minimum: 1
            Network:
              type: object
              required: [fingerprint, seed, effective_seed, input_size, output_size, parameter_count, parameter_bytes, multiply_adds, layers]
              additionalProperties: false
              properties:
                fingerprint: {type: string, pattern: '^sha256:[0-9a-f]{64}$'}
                seed: {type: [integer, string], description: 'Modulo 2^64; a string from 2^53 on.'}
                effective_seed: {type: integer, minimum: 0, maximum: 4294967295, description: The bits that reach PyTorch's generator.}
                input_size: {type: integer, minimum: 1}
                output_size: {type: integer, minimum: 1}
                parameter_count: {type: integer, minimum: 1}
                parameter_bytes: {type: integer, minimum: 4}
                multiply_adds: {type: integer, minimum: 1, description: For one row.}
                layers:
                  type: array
                  minItems: 1
                  items:
                    type: object
                    required: [name, inputs, units, outputs, activation, parameter_count, multiply_adds]
                    additionalProperties: false
                    properties:
                      name: {type: string}
                      inputs: {type: integer, minimum: 1}
                      units: {type: integer, minimum: 1}
                      outputs: {type: integer, minimum: 1}
                      activation: {type: string}
                      parameter_count: {type: integer, minimum: 1}
                      multiply_adds: {type: integer, minimum: 1}
            Expected:
              type: object
              required: [mean, std, min, max]
              additionalProperties: false
              properties:
                mean: {$ref: '#/components/schemas/NullableNumber'}
                std: {$ref: '#/components/schemas/NullableNumber'}
                min: {$ref: '#/components/schemas/NullableNumber'}
                max: {$ref: '#/components/schemas/NullableNumber'}
            Tensor:
              description: |
                One parameter tensor: its statistics where `parameters` is included, its elements with `values`, its digest with
                `digests`.
              type: object
              required: [name, shape]
              additionalProperties: false
              properties:
                name: {type: string, pattern: '^layers\.[0-9]+\.(weight|bias|slope)$'}
                shape: {type: array, minItems: 1, maxItems: 2, items: {type: integer, minimum: 1}}
                count: {type: integer, minimum: 1}
                fan_in: {type: integer, minimum: 1}
                fan_out: {type: integer, minimum: 1}
                init:
                  type: object
                  description: The scheme and its parameters; `gain` where it has one, and what it is expected to draw.
                  required: [scheme]
                  properties:
                    scheme: {type: string}
                    gain: {type: number}
                    expected: {$ref: '#/components/schemas/Expected'}
                mean: {$ref: '#/components/schemas/NullableNumber'}
                std: {$ref: '#/components/schemas/NullableNumber'}
                unbiased_std: {$ref: '#/components/schemas/NullableNumber'}
                rms: {$ref: '#/components/schemas/NullableNumber'}
                min: {$ref: '#/components/schemas/NullableNumber'}
                max: {$ref: '#/components/schemas/NullableNumber'}
                l1_norm: {type: number, minimum: 0}
                l2_norm: {type: number, minimum: 0}
                zero_fraction: {type: number, minimum: 0, maximum: 1}
                non_finite: {type: integer, minimum: 0}
                symmetric: {type: boolean}
                quantiles:
                  type: object
                  additionalProperties: {$ref: '#/components/schemas/NullableNumber'}
                histogram:
                  oneOf:
                    - type: object
                      required: [edges, counts, below, above]
                      additionalProperties: false
                      properties:
                        edges: {type: array, minItems: 2, items: {type: number}}
                        counts: {type: array, minItems: 1, items: {type: integer, minimum: 0}}
                        below: {type: integer, minimum: 0}
                        above: {type: integer, minimum: 0}
                    - type: 'null'
                values:
                  oneOf:
                    - {$ref: '#/components/schemas/Numbers'}
                    - {$ref: '#/components/schemas/Rows'}
                sha256: {type: string, pattern: '^[0-9a-f]{64}$'}
            Moments:
              type: object
              required: [mean, std, rms, min, max]
              additionalProperties: false
              properties:
                mean: {$ref: '#/components/schemas/NullableNumber'}
                std: {$ref: '#/components/schemas/NullableNumber'}
                rms: {$ref: '#/components/schemas/NullableNumber'}
                min: {$ref: '#/components/schemas/NullableNumber'}
                max: {$ref: '#/components/schemas/NullableNumber'}
            LayerStatistics:
              type: object
              required: [layer, activation, preactivation, output, zero_fraction, saturated_fraction, dead_units]
              additionalProperties: false
              properties:
                layer: {type: string}
                activation: {type: string}
                preactivation: {$ref: '#/components/schemas/Moments'}
                output: {$ref: '#/components/schemas/Moments'}
                zero_fraction: {type: [number, 'null'], minimum: 0, maximum: 1}
                saturated_fraction: {type: [number, 'null'], minimum: 0, maximum: 1}
                dead_units: {type: [integer, 'null'], minimum: 0}
            ActivationObject:
              type: object
              required: [type]
              properties:
                type: {type: string}
            ParameterEntry:
              type: object
              required: [name, required]
              properties:
                name: {type: string}
                required: {type: boolean}
            ActivationEntry:
              type: object
              required: [type, parameters, formula, range, effective_interval]
              properties:
                type: {type: string}
                aliases: {type: array, items: {type: string}}
                parameters: {type: array, items: {$ref: '#/components/schemas/ParameterEntry'}}
                formula: {type: string}
                range: {$ref: '#/components/schemas/Interval'}
                effective_interval:
                  oneOf:
                    - {$ref: '#/components/schemas/Interval'}
                    - {type: 'null'}
            InitializerEntry:
              type: object
              required: [scheme, parameters, formula, source]
              properties:
                scheme: {type: string}
                aliases:
                  description: Names that stand for the scheme with certain parameters and take none themselves.
                  type: array
                  items: {type: string}
                parameters: {type: array, items: {$ref: '#/components/schemas/ParameterEntry'}}
                formula: {type: string}
                source: {type: string}
            Interval:
              description: Lower and upper end; null where there is none.
              type: array
              minItems: 2
              maxItems: 2
              items: {$ref: '#/components/schemas/NullableNumber'}
            # The schemas whose names begin with Definition are those of GET /v1/schema; a test compares them.
            Definition:
              title: Network definition
              description: A fully connected network, in short form (layer_sizes) or long form (input_size, layers).
              type: object
              oneOf:
              - {$ref: '#/components/schemas/DefinitionShort'}
              - {$ref: '#/components/schemas/DefinitionLong'}
            DefinitionShort:
              type: object
              properties:
                layer_sizes:
                  type: array
                  minItems: 2
                  items: {$ref: '#/components/schemas/DefinitionSize'}
                activations:
                  anyOf:
                  - type: array
                    items: {$ref: '#/components/schemas/DefinitionActivation'}
                  - {$ref: '#/components/schemas/DefinitionActivation'}
                output_activation: {$ref: '#/components/schemas/DefinitionActivation'}
                seed: {$ref: '#/components/schemas/DefinitionSeed'}
                init_order:
                  enum: [direct, module_then_init]
                input_name: {$ref: '#/components/schemas/DefinitionName'}
                output_name: {$ref: '#/components/schemas/DefinitionName'}
                weight_init: {$ref: '#/components/schemas/DefinitionWeightInit'}
                bias_init: {$ref: '#/components/schemas/DefinitionBiasInit'}
                bias: {type: boolean}
                labels: {$ref: '#/components/schemas/DefinitionLabels'}
              required: [layer_sizes]
              additionalProperties: false
              if:
                required: [activations]
                properties:
                  activations: {type: array}
              then:
                properties: {output_activation: false}
            DefinitionLong:
              type: object
              properties:
                input_size: {$ref: '#/components/schemas/DefinitionSize'}
                layers:
                  type: array
                  minItems: 1
                  items: {$ref: '#/components/schemas/DefinitionLayer'}
                seed: {$ref: '#/components/schemas/DefinitionSeed'}
                init_order:
                  enum: [direct, module_then_init]
                input_name: {$ref: '#/components/schemas/DefinitionName'}
                output_name: {$ref: '#/components/schemas/DefinitionName'}
                weight_init: {$ref: '#/components/schemas/DefinitionWeightInit'}
                bias_init: {$ref: '#/components/schemas/DefinitionBiasInit'}
                bias: {type: boolean}
                labels: {$ref: '#/components/schemas/DefinitionLabels'}
              required: [input_size, layers]
              additionalProperties: false
            DefinitionLayer:
              type: object
              properties:
                units: {$ref: '#/components/schemas/DefinitionSize'}
                activation: {$ref: '#/components/schemas/DefinitionActivation'}
                weight_init: {$ref: '#/components/schemas/DefinitionWeightInit'}
                bias: {type: boolean}
                bias_init: {$ref: '#/components/schemas/DefinitionBiasInit'}
              required: [units]
              additionalProperties: false
            DefinitionSize: {type: integer, minimum: 1, maximum: 9223372036854775807}
            DefinitionSeed:
              anyOf:
              - {type: integer, minimum: -9223372036854775808, maximum: 18446744073709551615}
              - {type: string, pattern: '^-?(0|[1-9][0-9]{0,19})$'}
              default: 0
            DefinitionName:
              type: string
              minLength: 1
              not: {pattern: '^(logits|layers\.[0-9]+)$'}
            DefinitionLabels:
              type: array
              minItems: 1
              uniqueItems: true
              items: {type: string, minLength: 1}
            DefinitionNumber: {type: number, exclusiveMinimum: -3.4028235677973366e+38, exclusiveMaximum: 3.4028235677973366e+38}
            DefinitionActivation:
              anyOf:
              - enum: [identity, sigmoid, logsigmoid, hardsigmoid, tanh, hardtanh, tanhshrink, arctan, step, relu, relu6,
                    leaky_relu, prelu, rrelu, elu, selu, celu, gelu, silu, mish, hardswish, softplus, softsign, softshrink,
                    hardshrink, softmax, log_softmax, softmin, glu, swish]
              - type: object
                properties:
                  type:
                    enum: [identity]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [sigmoid]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [logsigmoid]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [hardsigmoid]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [tanh]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [hardtanh]
                  min_val: {$ref: '#/components/schemas/DefinitionNumber', default: -1}
                  max_val: {$ref: '#/components/schemas/DefinitionNumber', default: 1}
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [tanhshrink]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [arctan]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [step]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [relu]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [relu6]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [leaky_relu]
                  negative_slope: {$ref: '#/components/schemas/DefinitionNumber', default: 0.01}
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [prelu]
                  init:
                    anyOf:
                    - {$ref: '#/components/schemas/DefinitionNumber'}
                    - type: array
                      minItems: 1
                      items: {$ref: '#/components/schemas/DefinitionNumber'}
                    default: 0.25
                  num_parameters: {$ref: '#/components/schemas/DefinitionSize', default: 1}
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [rrelu]
                  lower: {$ref: '#/components/schemas/DefinitionNumber', default: 0.125}
                  upper: {$ref: '#/components/schemas/DefinitionNumber', default: 0.3333333333333333}
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [elu]
                  alpha: {$ref: '#/components/schemas/DefinitionNumber', default: 1}
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [selu]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [celu]
                  alpha: {$ref: '#/components/schemas/DefinitionNumber', not: {const: 0}, default: 1}
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [gelu]
                  approximate:
                    enum: [none, tanh]
                    default: none
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [silu]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [mish]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [hardswish]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [softplus]
                  beta: {$ref: '#/components/schemas/DefinitionNumber', exclusiveMinimum: 0, default: 1}
                  threshold: {$ref: '#/components/schemas/DefinitionNumber', default: 20}
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [softsign]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [softshrink]
                  lambd: {$ref: '#/components/schemas/DefinitionNumber', minimum: 0, default: 0.5}
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [hardshrink]
                  lambd: {$ref: '#/components/schemas/DefinitionNumber', default: 0.5}
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [threshold]
                  threshold: {$ref: '#/components/schemas/DefinitionNumber'}
                  value: {$ref: '#/components/schemas/DefinitionNumber'}
                required: [type, threshold, value]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [softmax]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [log_softmax]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [softmin]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [glu]
                required: [type]
                additionalProperties: false
              - type: object
                properties:
                  type:
                    enum: [swish]
                required: [type]
                additionalProperties: false
            DefinitionWeightInit:
              anyOf:
              - enum: [uniform, normal, zeros, ones, eye, xavier_uniform, xavier_normal, kaiming_uniform, kaiming_normal,
                    trunc_normal, orthogonal, torch_default, variance_scaling, glorot_normal, glorot_uniform, he_normal,
                    he_uniform, lecun_normal, lecun_uniform]
              - type: object
                properties:
                  scheme:
                    enum: [uniform]
                  a: {$ref: '#/components/schemas/DefinitionNumber', default: 0}
                  b: {$ref: '#/components/schemas/DefinitionNumber', default: 1}
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [normal]
                  mean: {$ref: '#/components/schemas/DefinitionNumber', default: 0}
                  std: {$ref: '#/components/schemas/DefinitionNumber', minimum: 0, default: 1}
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [zeros]
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [ones]
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [constant]
                  val: {$ref: '#/components/schemas/DefinitionNumber'}
                required: [scheme, val]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [eye]
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [xavier_uniform]
                  gain: {$ref: '#/components/schemas/DefinitionNumber', minimum: 0, default: 1}
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [xavier_normal]
                  gain: {$ref: '#/components/schemas/DefinitionNumber', minimum: 0, default: 1}
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [kaiming_uniform]
                  a: {$ref: '#/components/schemas/DefinitionNumber', default: 0}
                  mode:
                    enum: [fan_in, fan_out]
                    default: fan_in
                  nonlinearity:
                    enum: [linear, sigmoid, tanh, relu, leaky_relu, selu]
                    default: leaky_relu
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [kaiming_normal]
                  a: {$ref: '#/components/schemas/DefinitionNumber', default: 0}
                  mode:
                    enum: [fan_in, fan_out]
                    default: fan_in
                  nonlinearity:
                    enum: [linear, sigmoid, tanh, relu, leaky_relu, selu]
                    default: leaky_relu
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [trunc_normal]
                  mean: {$ref: '#/components/schemas/DefinitionNumber', default: 0}
                  std: {$ref: '#/components/schemas/DefinitionNumber', exclusiveMinimum: 0, default: 1}
                  a: {$ref: '#/components/schemas/DefinitionNumber', default: -2}
                  b: {$ref: '#/components/schemas/DefinitionNumber', default: 2}
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [orthogonal]
                  gain: {$ref: '#/components/schemas/DefinitionNumber', default: 1}
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [sparse]
                  sparsity: {$ref: '#/components/schemas/DefinitionNumber', minimum: 0, maximum: 1}
                  std: {$ref: '#/components/schemas/DefinitionNumber', minimum: 0, default: 0.01}
                required: [scheme, sparsity]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [torch_default]
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [variance_scaling]
                  scale: {$ref: '#/components/schemas/DefinitionNumber', exclusiveMinimum: 0, default: 1}
                  mode:
                    enum: [fan_in, fan_out, fan_avg]
                    default: fan_in
                  distribution:
                    enum: [truncated_normal, normal, uniform]
                    default: truncated_normal
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [values]
                  values:
                    type: array
                    minItems: 1
                    items:
                      type: array
                      minItems: 1
                      items: {$ref: '#/components/schemas/DefinitionNumber'}
                required: [scheme, values]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [glorot_normal, glorot_uniform, he_normal, he_uniform, lecun_normal, lecun_uniform]
                required: [scheme]
                additionalProperties: false
            DefinitionBiasInit:
              anyOf:
              - enum: [uniform, normal, zeros, ones, trunc_normal, torch_default]
              - type: object
                properties:
                  scheme:
                    enum: [uniform]
                  a: {$ref: '#/components/schemas/DefinitionNumber', default: 0}
                  b: {$ref: '#/components/schemas/DefinitionNumber', default: 1}
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [normal]
                  mean: {$ref: '#/components/schemas/DefinitionNumber', default: 0}
                  std: {$ref: '#/components/schemas/DefinitionNumber', minimum: 0, default: 1}
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [zeros]
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [ones]
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [constant]
                  val: {$ref: '#/components/schemas/DefinitionNumber'}
                required: [scheme, val]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [trunc_normal]
                  mean: {$ref: '#/components/schemas/DefinitionNumber', default: 0}
                  std: {$ref: '#/components/schemas/DefinitionNumber', exclusiveMinimum: 0, default: 1}
                  a: {$ref: '#/components/schemas/DefinitionNumber', default: -2}
                  b: {$ref: '#/components/schemas/DefinitionNumber', default: 2}
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [torch_default]
                required: [scheme]
                additionalProperties: false
              - type: object
                properties:
                  scheme:
                    enum: [values]
                  values:
                    type: array
                    minItems: 1
                    items: {$ref: '#/components/schemas/DefinitionNumber'}
                required: [scheme, values]
                additionalProperties: false

        """###

    /// The same as JSON.
    static let json =
        ###"""
        {"openapi":"3.1.0","info":{"title":"Feedforward","version":"1.0.0","summary":"Builds fully connected neural networks from JSON definitions, keeps them, and serves predictions.","description":"Post a definition (layer sizes, activations, initialisation schemes, seed) and get the network's forward outputs and\nthe statistics of its parameters. Or keep a network under a name, with the parameters that its definition draws or\nwith your own, and ask it for predictions: in this service's own words, in those of TensorFlow Serving and KServe\n(`:predict`), as lines that flow, or by the Open Inference Protocol (`/v2`). The same seed gives the same parameters\nas PyTorch on CPU, bit for bit, and the same row gives the same bits, alone or in any batch.\n\n**Names** of activations and schemes follow `torch.nn.functional` and `torch.nn.init`, without the trailing\nunderscore.\n\n**Errors** are problem details (RFC 9457), media type `application/problem+json`. `errors` lists every mistake of the\nrequest at once, each with a JSON Pointer from the root of the body as it was sent; `detail` names the first one.\nMalformed JSON is 400; well-formed but impossible content is 422, but 400 under `/v2` and on `:predict`. Under\n`/v1/models` and `/v2` the object has the member `error` as well, with the text of `detail`, and its type is\n`application/json` unless `Accept` names the problem type.\n\n**Content** without a type, or with a type that says nothing such as curl's default, is taken as what the path reads.\n415 is for what cannot be meant: multipart, XML and HTML, pictures, sound. Every content may be compressed, and\n`Content-Encoding` then says so: `gzip` (also `x-gzip`) or `deflate` (zlib's format). Another coding is 415 with\n`Accept-Encoding`, a broken one 400, and one that expands beyond a limit 413. Answers are compressed for clients\nwhose `Accept-Encoding` asks for it, where that is worth while; under `/v2` those to `infer` only.\n\n**Numbers.** A number beyond float32 is refused; underflow rounds. Numbers in answers are the shortest decimals that\nread back to the same value; -0 is written `-0.0`. A non-finite output is `null`, and the answer then carries\n`non_finite`, their count.\n\n**Access.** Where the operator has set tokens or client certificates, everything but health and this contract needs\none: 401 with `WWW-Authenticate: Bearer` without, 403 if it lacks the scope. Changes, the paths of the repository and\nof shared memory need `manage`, everything else `infer`. Without a token, a page of a foreign origin changes nothing\n(403), and a request for a host that is not allowed is 421.\n\n**Every path** that answers GET answers HEAD, and every path answers OPTIONS with `Allow`. Every answer carries\n`X-Request-Id`: the client's own where it fits `[A-Za-z0-9._-]{1,128}`, else a new one.\n","license":{"name":"Apache-2.0","identifier":"Apache-2.0"}},"servers":[{"url":"http://127.0.0.1:8080","description":"What `make run` starts."}],"tags":[{"name":"networks","description":"Build a network and look at it. Nothing is kept."},{"name":"models","description":"Networks under a name, kept and asked for predictions."},{"name":"catalogues","description":"What a definition may name."},{"name":"open inference","description":"Kept models under the Open Inference Protocol, with the extensions of Triton."},{"name":"health","description":"For load balancers and orchestrators."},{"name":"contract","description":"This document."}],"security":[{},{"bearer":[]},{"certificate":[]}],"x-limits":{"parameters":67108864,"layers":1024,"rows":1048576,"multiply_adds":1000000000000,"held_values":67108864,"answer_values":16777216,"body_bytes":67108864,"parameter_bytes":1073741824,"histogram_bins":1000,"quantiles":99,"curve_points":10001},"paths":{"/":{"get":{"operationId":"getRoot","tags":["health"],"summary":"Says that the server is alive, in the words of KServe v1.","responses":{"200":{"description":"The server is alive.","content":{"application/json":{"schema":{"type":"object","required":["status"],"additionalProperties":false,"properties":{"status":{"const":"alive"}}},"example":{"status":"alive"}}}},"default":{"$ref":"#/components/responses/Problem"}}}},"/healthz":{"get":{"operationId":"getHealth","tags":["health"],"summary":"Says that the server is alive.","responses":{"200":{"description":"The server is alive.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Live"},"example":{"live":true}}}},"default":{"$ref":"#/components/responses/Problem"}}}},"/livez":{"get":{"operationId":"getLive","tags":["health"],"summary":"Says that the server is alive.","responses":{"200":{"description":"The server is alive.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Live"},"example":{"live":true}}}},"default":{"$ref":"#/components/responses/Problem"}}}},"/v2/health/live":{"get":{"operationId":"getLiveV2","tags":["health"],"summary":"Says that the server is alive, under the path of the Open Inference Protocol.","responses":{"200":{"description":"The server is alive.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Live"},"example":{"live":true}}}},"default":{"$ref":"#/components/responses/Problem"}}}},"/readyz":{"get":{"operationId":"getReady","tags":["health"],"summary":"Says whether the server takes requests.","responses":{"200":{"description":"The server takes requests.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Ready"},"example":{"ready":true}}}},"503":{"description":"Models are being loaded, or the server is stopping.","headers":{"Retry-After":{"description":"Seconds to wait.","schema":{"type":"integer"}}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Ready"},"examples":{"loading":{"value":{"ready":false,"error":"loading models"}},"stopping":{"value":{"ready":false,"error":"the server is stopping"}}}}}},"default":{"$ref":"#/components/responses/Problem"}}}},"/v2/health/ready":{"get":{"operationId":"getReadyV2","tags":["health"],"summary":"Says whether the server takes requests, under the path of the Open Inference Protocol.","responses":{"200":{"description":"The server takes requests.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Ready"},"example":{"ready":true}}}},"503":{"description":"Models are being loaded, or the server is stopping.","headers":{"Retry-After":{"description":"Seconds to wait.","schema":{"type":"integer"}}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Ready"},"examples":{"loading":{"value":{"ready":false,"error":"loading models"}},"stopping":{"value":{"ready":false,"error":"the server is stopping"}}}}}},"default":{"$ref":"#/components/responses/Problem"}}}},"/metrics":{"get":{"operationId":"getMetrics","tags":["health"],"summary":"What the service counts, in the text format of Prometheus.","responses":{"200":{"description":"The metrics.","content":{"text/plain":{"schema":{"type":"string"}}}},"default":{"$ref":"#/components/responses/Problem"}}}},"/v1/evaluate":{"post":{"operationId":"evaluate","tags":["networks"],"summary":"Builds a network, feeds it rows, and answers outputs and statistics.","description":"`Accept: text/plain` gives the same as tables for a terminal.\n\n`Accept: text/x-python` gives a script instead, which needs PyTorch 2.13 or newer (x86-64) and nothing else. It\nmakes the same network from its seed, asserts the SHA-256 of every parameter tensor and compares the outputs for\n`inputs`; it exits 0 if all agree, else 1, and says what differs. `include` and `statistics` make no difference.\nWeights that are `orthogonal` are compared by value, to 1e-5 times the gain if that is above 1. Outputs are\ncompared to 1e-5 plus 1e-5 of their magnitude. Either bound is larger where rounding amounts to more, and the\nscript says so. What PyTorch refuses, such as a `celu` whose alpha has a reciprocal beyond float32, is 422 of the type\n`/problems/no-pytorch-equivalent`. Some limits are lower here: rows times multiply-adds may be a sixty-fourth of\n`multiply_adds`, values held at once an eighth of `held_values`. What the script spells out counts against\n`answer_values` together: inputs, outputs, and the parameters that are `orthogonal`, `values` or slopes.\n","requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/EvaluateRequest"},"examples":{"iris":{"summary":"Three rows of Fisher's iris","value":{"network":{"layer_sizes":[4,16,3],"activations":["relu","softmax"],"weight_init":"kaiming_normal","seed":42,"labels":["setosa","versicolor","virginica"]},"inputs":[[5.1,3.5,1.4,0.2],[7.0,3.2,4.7,1.4],[6.3,3.3,6.0,2.5]]}},"buildOnly":{"summary":"No inputs, only the build and its statistics","value":{"network":{"seed":7,"input_size":8,"layers":[{"units":32,"activation":{"type":"leaky_relu","negative_slope":0.2},"weight_init":{"scheme":"kaiming_uniform","a":0.2}},{"units":1,"bias":false}]},"statistics":{"bins":5,"range":[-1,1],"quantiles":[0,0.5,1]}}},"everything":{"summary":"Every part of the answer","value":{"network":{"layer_sizes":[2,4,2],"activations":"tanh","output_activation":"identity","seed":"18446744073709551615"},"inputs":[0.5,-1.5],"include":["outputs","parameters","activations","layer_outputs","values","digests"]}},"zeroRows":{"summary":"Zero rows","value":{"network":{"layer_sizes":[3,2]},"inputs":[],"include":["outputs","activations"]}},"sampledSlopes":{"summary":"Sampled slopes of rrelu","value":{"network":{"layer_sizes":[2,8,1],"activations":"rrelu"},"inputs":[[1,-1],[-1,1]],"training":true}}}}}},"responses":{"200":{"description":"The network was built.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/EvaluateResponse"}},"text/plain":{"schema":{"type":"string"}},"text/x-python":{"schema":{"type":"string"}}}},"400":{"$ref":"#/components/responses/Problem"},"406":{"$ref":"#/components/responses/Problem"},"413":{"$ref":"#/components/responses/Problem"},"415":{"$ref":"#/components/responses/Unsupported"},"422":{"$ref":"#/components/responses/Problem"},"503":{"$ref":"#/components/responses/Unavailable"},"504":{"$ref":"#/components/responses/Problem"},"default":{"$ref":"#/components/responses/Problem"}}}},"/v1/validate":{"post":{"operationId":"validate","tags":["networks"],"summary":"Checks and prices a definition without building anything.","requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Definition"},"examples":{"short":{"summary":"The short form","value":{"layer_sizes":[4,16,3],"activations":["relu","softmax"],"weight_init":"kaiming_normal","seed":42}},"long":{"summary":"The long form","value":{"seed":42,"input_size":4,"weight_init":"xavier_uniform","bias_init":"zeros","layers":[{"units":16,"activation":{"type":"leaky_relu","negative_slope":0.01},"weight_init":{"scheme":"kaiming_uniform","a":0.01,"mode":"fan_in","nonlinearity":"leaky_relu"},"bias_init":{"scheme":"constant","val":0.1}},{"units":3,"activation":"softmax","bias":false}],"labels":["setosa","versicolor","virginica"]}},"inlineValues":{"summary":"Parameters given inline, the XOR network of the textbooks","value":{"input_size":2,"layers":[{"units":2,"activation":"step","weight_init":{"scheme":"values","values":[[1,1],[1,1]]},"bias_init":{"scheme":"values","values":[-0.5,-1.5]}},{"units":1,"activation":"step","weight_init":{"scheme":"values","values":[[1,-1]]},"bias_init":{"scheme":"constant","val":-0.5}}]}}}}}},"responses":{"200":{"description":"The definition is possible.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"}},"content":{"application/json":{"schema":{"type":"object","required":["definition","network"],"additionalProperties":false,"properties":{"definition":{"description":"The canonical form; sending it back builds the same network.","$ref":"#/components/schemas/Definition"},"network":{"$ref":"#/components/schemas/Network"}}}}}},"400":{"$ref":"#/components/responses/Problem"},"406":{"$ref":"#/components/responses/Problem"},"413":{"$ref":"#/components/responses/Problem"},"415":{"$ref":"#/components/responses/Unsupported"},"422":{"$ref":"#/components/responses/Problem"},"503":{"$ref":"#/components/responses/Unavailable"},"504":{"$ref":"#/components/responses/Problem"},"default":{"$ref":"#/components/responses/Problem"}}}},"/v1/schema":{"get":{"operationId":"getSchema","tags":["networks"],"summary":"The JSON Schema (2020-12) of a definition.","parameters":[{"$ref":"#/components/parameters/IfNoneMatch"}],"responses":{"200":{"description":"The schema.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"ETag":{"$ref":"#/components/headers/ETag"}},"content":{"application/schema+json":{"schema":{"type":"object"}}}},"304":{"description":"The client has it already."},"default":{"$ref":"#/components/responses/Problem"}}}},"/v1/activations":{"get":{"operationId":"listActivations","tags":["catalogues"],"summary":"The activations, with parameters, defaults, formula, range and effective interval.","parameters":[{"$ref":"#/components/parameters/IfNoneMatch"}],"responses":{"200":{"description":"The catalogue.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"ETag":{"$ref":"#/components/headers/ETag"}},"content":{"application/json":{"schema":{"type":"object","required":["activations"],"additionalProperties":false,"properties":{"activations":{"type":"array","items":{"$ref":"#/components/schemas/ActivationEntry"}}}}}}},"304":{"description":"The client has it already."},"default":{"$ref":"#/components/responses/Problem"}}}},"/v1/activations/{type}":{"get":{"operationId":"getActivationCurve","tags":["catalogues"],"summary":"Value and derivative of an activation over a range, for a plot.","description":"The activation's own parameters are query items too, under their names in the catalogue. The softmax family and\nglu have no single curve: 422.\n","parameters":[{"name":"type","in":"path","required":true,"schema":{"type":"string"},"example":"elu"},{"name":"from","in":"query","schema":{"type":"number","default":-6},"example":-3},{"name":"to","in":"query","schema":{"type":"number","default":6},"example":3},{"name":"points","in":"query","schema":{"type":"integer","minimum":2,"maximum":10001,"default":241},"example":7}],"responses":{"200":{"description":"The curve.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"}},"content":{"application/json":{"schema":{"type":"object","required":["activation","x","values","derivatives"],"additionalProperties":false,"properties":{"activation":{"$ref":"#/components/schemas/ActivationObject"},"x":{"$ref":"#/components/schemas/Numbers"},"values":{"$ref":"#/components/schemas/Numbers"},"derivatives":{"$ref":"#/components/schemas/Numbers"}}}}}},"400":{"$ref":"#/components/responses/Problem"},"404":{"$ref":"#/components/responses/Problem"},"422":{"$ref":"#/components/responses/Problem"},"default":{"$ref":"#/components/responses/Problem"}}}},"/v1/initializers":{"get":{"operationId":"listInitializers","tags":["catalogues"],"summary":"The initialisation schemes, with parameters, defaults, formula and source.","parameters":[{"$ref":"#/components/parameters/IfNoneMatch"}],"responses":{"200":{"description":"The catalogue.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"ETag":{"$ref":"#/components/headers/ETag"}},"content":{"application/json":{"schema":{"type":"object","required":["initializers"],"additionalProperties":false,"properties":{"initializers":{"type":"array","items":{"$ref":"#/components/schemas/InitializerEntry"}}}}}}},"304":{"description":"The client has it already."},"default":{"$ref":"#/components/responses/Problem"}}}},"/v1/initializers/{scheme}":{"get":{"operationId":"getInitializer","tags":["catalogues"],"summary":"One scheme, and what it is expected to draw for given fans.","description":"The scheme's own parameters are query items too, under their names in the catalogue.","parameters":[{"name":"scheme","in":"path","required":true,"schema":{"type":"string"},"example":"kaiming_normal"},{"name":"fan_in","in":"query","schema":{"type":"integer","minimum":1},"example":784},{"name":"fan_out","in":"query","schema":{"type":"integer","minimum":1},"example":256}],"responses":{"200":{"description":"The scheme.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"}},"content":{"application/json":{"schema":{"type":"object","required":["scheme","parameters","formula","source"],"additionalProperties":false,"properties":{"scheme":{"type":"string"},"parameters":{"type":"array","items":{"$ref":"#/components/schemas/ParameterEntry"}},"formula":{"type":"string"},"source":{"type":"string"},"expected":{"$ref":"#/components/schemas/Expected"}}}}}},"400":{"$ref":"#/components/responses/Problem"},"404":{"$ref":"#/components/responses/Problem"},"422":{"$ref":"#/components/responses/Problem"},"default":{"$ref":"#/components/responses/Problem"}}}},"/v1/models":{"get":{"operationId":"listModels","tags":["models"],"summary":"The names of all models that are kept, loaded or not.","responses":{"200":{"description":"The names, sorted.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"}},"content":{"application/json":{"schema":{"type":"object","required":["models"],"additionalProperties":false,"properties":{"models":{"type":"array","items":{"$ref":"#/components/schemas/ModelName"}}}},"example":{"models":["iris"]}}}},"406":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v1/models/{name}":{"put":{"operationId":"putModel","tags":["models"],"summary":"Builds a definition and keeps it under a name.","description":"Requests under way finish on the network that was there before; later ones see the new one. Parameters that were\nstored are dropped. With a model folder the answer means that the model is on disk.\n\nThe definition is kept in its canonical form, not as it was sent; the entity tag for a later `If-Match` is what\nGET answers.\n","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/IfMatch"},{"$ref":"#/components/parameters/IfNotThere"}],"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Definition"},"examples":{"iris":{"summary":"Two classes of Fisher's iris","value":{"layer_sizes":[4,3,2],"activations":["relu","softmax"],"weight_init":"kaiming_normal","seed":42,"labels":["setosa","others"]}}}}}},"responses":{"200":{"description":"The model was replaced.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Model"}}}},"201":{"description":"The model is new.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"},"Location":{"description":"The path of the model.","schema":{"type":"string","format":"uri-reference"}}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Model"}}}},"400":{"$ref":"#/components/responses/ModelProblem"},"403":{"$ref":"#/components/responses/ModelProblem"},"406":{"$ref":"#/components/responses/ModelProblem"},"412":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"422":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"507":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}},"get":{"operationId":"getModel","tags":["models"],"summary":"What is kept under a name, and whether it answers.","description":"For clients of KServe's first protocol this is the readiness of the model, for those of TensorFlow Serving its\nstatus. A model that was unloaded is `ready: false`, and then has no entity tag.\n","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/IfNoneMatch"}],"responses":{"200":{"description":"The summary.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"ETag":{"$ref":"#/components/headers/ModelETag"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Model"}}}},"304":{"description":"The client has it already."},"404":{"$ref":"#/components/responses/ModelProblem"},"406":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}},"delete":{"operationId":"deleteModel","tags":["models"],"summary":"Lets go of everything under a name.","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/IfMatch"},{"$ref":"#/components/parameters/IfNotThere"}],"responses":{"204":{"description":"There is no such model any more.","headers":{"Server-Timing":{"$ref":"#/components/headers/ServerTiming"}}},"400":{"$ref":"#/components/responses/ModelProblem"},"403":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"412":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"507":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v1/models/{name}/versions/{version}":{"get":{"operationId":"getModelVersion","tags":["models"],"summary":"The same for a version, which is the present one or unknown.","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/ModelVersion"},{"$ref":"#/components/parameters/IfNoneMatch"}],"responses":{"200":{"description":"The summary.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"ETag":{"$ref":"#/components/headers/ModelETag"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Model"}}}},"304":{"description":"The client has it already."},"404":{"$ref":"#/components/responses/ModelProblem"},"406":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v1/models/{name}/metadata":{"get":{"operationId":"getModelMetadata","tags":["models"],"summary":"The signature of a model, as TensorFlow Serving describes it.","parameters":[{"$ref":"#/components/parameters/ModelName"}],"responses":{"200":{"description":"The signature.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/ModelMetadata"}}}},"404":{"$ref":"#/components/responses/ModelProblem"},"406":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v1/models/{name}/versions/{version}/metadata":{"get":{"operationId":"getModelVersionMetadata","tags":["models"],"summary":"The signature of a version.","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/ModelVersion"}],"responses":{"200":{"description":"The signature.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/ModelMetadata"}}}},"404":{"$ref":"#/components/responses/ModelProblem"},"406":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v1/models/{name}/parameters":{"get":{"operationId":"getModelParameters","tags":["models"],"summary":"All parameters, as a safetensors file or as JSON.","description":"Tensors are `layers.N.weight`, `layers.N.bias` and `layers.N.slope`, float32. As JSON there are at most\n`answer_values` of them.\n","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/IfNoneMatch"}],"responses":{"200":{"description":"The parameters.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"ETag":{"$ref":"#/components/headers/ModelETag"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"}},"content":{"application/vnd.safetensors":{"schema":{}},"application/json":{"schema":{"type":"object","required":["parameters"],"additionalProperties":false,"properties":{"parameters":{"type":"array","minItems":1,"items":{"$ref":"#/components/schemas/Tensor"}},"non_finite":{"type":"integer","minimum":1}}}}}},"304":{"description":"The client has them already."},"404":{"$ref":"#/components/responses/ModelProblem"},"406":{"$ref":"#/components/responses/ModelProblem"},"422":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}},"put":{"operationId":"putModelParameters","tags":["models"],"summary":"Keeps parameters that are not what the definition draws.","description":"A safetensors file, in which F64, F16 and BF16 are converted to float32, or JSON. What comes as\n`application/octet-stream`, with curl's default type or without a type is told apart by its content. Every tensor\nof the network has to be there in its shape, and nothing else; if anything is wrong, nothing changes.\n`If-Match` takes the tag of either form, or that of the model.\n","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/IfMatch"},{"$ref":"#/components/parameters/IfNotThere"}],"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/ParameterValues"},"examples":{"iris":{"summary":"For four inputs, three hidden units and two outputs","value":{"parameters":[{"name":"layers.0.weight","shape":[3,4],"values":[[1,-1,0,0],[0.5,0.25,0,1],[0,0,2,-2]]},{"name":"layers.0.bias","shape":[3],"values":[0,-0.5,0]},{"name":"layers.1.weight","shape":[2,3],"values":[[1,0,-1],[0,1,1]]},{"name":"layers.1.bias","shape":[2],"values":[0,0.125]}]}}}},"application/vnd.safetensors":{"schema":{}},"application/octet-stream":{"schema":{}}}},"responses":{"200":{"description":"The parameters are stored; a new version of the model has them.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Model"}}}},"400":{"$ref":"#/components/responses/ModelProblem"},"403":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"406":{"$ref":"#/components/responses/ModelProblem"},"412":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"422":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"507":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v1/models/{name}/statistics":{"get":{"operationId":"getModelStatistics","tags":["models"],"summary":"The statistics of a model's parameters.","parameters":[{"$ref":"#/components/parameters/ModelName"},{"name":"bins","in":"query","schema":{"type":"integer","minimum":1,"maximum":1000,"default":20},"example":5},{"name":"range","in":"query","description":"The lower and upper edge of the histogram; the values' own range unless given.","style":"form","explode":false,"schema":{"type":"array","minItems":2,"maxItems":2,"items":{"type":"number"}},"example":"-1,1"},{"name":"quantiles","in":"query","style":"form","explode":false,"schema":{"type":"array","maxItems":99,"items":{"type":"number","minimum":0,"maximum":1}},"example":"0.05,0.5"}],"responses":{"200":{"description":"The statistics.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"}},"content":{"application/json":{"schema":{"type":"object","required":["parameters"],"additionalProperties":false,"properties":{"parameters":{"type":"array","minItems":1,"items":{"$ref":"#/components/schemas/Tensor"}}}}}}},"400":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"406":{"$ref":"#/components/responses/ModelProblem"},"422":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v1/models/{name}/evaluate":{"post":{"operationId":"evaluateModel","tags":["models"],"summary":"Feeds a kept network rows, and answers outputs and statistics.","description":"As `/v1/evaluate` does, without building the network. `Accept: text/plain` gives tables for a terminal.\n\nWith `application/x-ndjson` (also `application/ndjson`, `application/jsonl`) each line is a row, a JSON array of\nnumbers, and is answered by a line with the row's output, in order and while later lines are still on their way.\nA line ends at LF; the last one need not. Blank lines are not answered, but counted. A line that is no row is\nanswered in its place by `{\"error\": \"…\", \"line\": n}`, counted from 1, and the next ones go on. The content may be\nof any length, and all of it sees the network that was there when it began. A model that is not loaded is 404.\n","parameters":[{"$ref":"#/components/parameters/ModelName"}],"requestBody":{"required":true,"content":{"application/x-ndjson":{"schema":{"type":"string","description":"Lines","each a JSON array of as many numbers as the network has inputs.":null},"examples":{"rows":{"summary":"Two rows","value":"[5.1, 3.5, 1.4, 0.2]\n[7.0, 3.2, 4.7, 1.4]\n"}}},"application/json":{"schema":{"$ref":"#/components/schemas/ModelEvaluateRequest"},"examples":{"iris":{"summary":"A row of Fisher's iris","value":{"inputs":[[5.1,3.5,1.4,0.2]],"include":["outputs","activations"]}},"everything":{"summary":"Every part of the answer","value":{"inputs":[5.1,3.5,1.4,0.2],"include":["outputs","parameters","activations","layer_outputs","values","digests"],"statistics":{"bins":5,"range":[-1,1],"quantiles":[0.5]}}},"nothing":{"summary":"What the network is, and the statistics of its parameters","value":{}}}}}},"responses":{"200":{"description":"The parts that were asked for, or one line for each row.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/EvaluateResponse"}},"text/plain":{"schema":{"type":"string"}},"application/x-ndjson":{"schema":{"type":"string","description":"Lines, each a JSON array of the network's outputs, in which null stands for what is not finite, or an\nobject with the members `error` and `line`.\n"}}}},"400":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"406":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"422":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v1/models/{name}:predict":{"post":{"operationId":"predict","tags":["models"],"summary":"Predicts, for clients of KServe's first protocol and of TensorFlow Serving.","description":"`instances` are answered by `predictions`, `inputs` by `outputs`. An instance is a row, or an object with a row\nfor the input's name; for a network of one input a number will do. `inputs` is a list of rows, or an object with\nsuch a list for the input's name; neither takes another name. Members of the content itself that are not known are\nignored. Everything wrong with the content is 400.\n","parameters":[{"$ref":"#/components/parameters/ModelName"}],"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/PredictRequest"},"examples":{"rows":{"summary":"Two rows","value":{"instances":[[5.1,3.5,1.4,0.2],[7.0,3.2,4.7,1.4]]}},"named":{"summary":"A row by the name of the input","value":{"instances":[{"input":[5.1,3.5,1.4,0.2]}]}},"columns":{"summary":"All rows as one tensor","value":{"signature_name":"serving_default","inputs":{"input":[[5.1,3.5,1.4,0.2]]}}},"none":{"summary":"No rows","value":{"instances":[]}}}}}},"responses":{"200":{"description":"One output for each row, in their order.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/PredictResponse"}}}},"400":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"406":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v1/models/{name}/versions/{version}:predict":{"post":{"operationId":"predictVersion","tags":["models"],"summary":"Predicts by a version, which is the present one or unknown.","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/ModelVersion"}],"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/PredictRequest"},"examples":{"rows":{"summary":"Two rows","value":{"instances":[[5.1,3.5,1.4,0.2],[7.0,3.2,4.7,1.4]]}},"named":{"summary":"A row by the name of the input","value":{"instances":[{"input":[5.1,3.5,1.4,0.2]}]}},"columns":{"summary":"All rows as one tensor","value":{"signature_name":"serving_default","inputs":{"input":[[5.1,3.5,1.4,0.2]]}}},"none":{"summary":"No rows","value":{"instances":[]}}}}}},"responses":{"200":{"description":"One output for each row, in their order.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/PredictResponse"}}}},"400":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"406":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2":{"get":{"operationId":"getServerMetadata","tags":["open inference"],"summary":"Names the server and the extensions of the protocol that it has.","responses":{"200":{"description":"The server.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/ServerMetadata"}}}},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/":{"get":{"operationId":"getServerMetadataUnderSlash","tags":["open inference"],"summary":"The same, under the path that the protocol's own description has.","responses":{"200":{"description":"The server.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/ServerMetadata"}}}},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/models":{"get":{"operationId":"listReadyModels","tags":["open inference"],"summary":"Lists the names of the models that answer.","responses":{"200":{"description":"The names, in order.","content":{"application/json":{"schema":{"type":"object","required":["models"],"additionalProperties":false,"properties":{"models":{"type":"array","items":{"$ref":"#/components/schemas/ModelName"}}}}}}},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/models/stats":{"get":{"operationId":"getAllStatistics","tags":["open inference"],"summary":"Says what was asked of all models that answer, and how long it took.","responses":{"200":{"description":"The figures since each version was loaded.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/InferenceStatistics"}}}},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/models/{name}":{"get":{"operationId":"getTensorMetadata","tags":["open inference"],"summary":"Describes the tensors of a model.","parameters":[{"$ref":"#/components/parameters/ModelName"}],"responses":{"200":{"description":"The tensors that metadata lists; `logits` and `layers.N` can be asked for as well.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/TensorMetadata"}}}},"404":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/models/{name}/ready":{"get":{"operationId":"getModelReady","tags":["open inference"],"summary":"Says whether a model answers.","parameters":[{"$ref":"#/components/parameters/ModelName"}],"responses":{"200":{"description":"The model answers.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/ModelReady"}}}},"404":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/models/{name}/config":{"get":{"operationId":"getModelConfiguration","tags":["open inference"],"summary":"Describes a model in the words of Triton's ModelConfig, with its definition.","parameters":[{"$ref":"#/components/parameters/ModelName"}],"responses":{"200":{"description":"The configuration; sent back with a load, it builds the same network.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/ModelConfiguration"}}}},"404":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/models/{name}/stats":{"get":{"operationId":"getInferenceStatistics","tags":["open inference"],"summary":"Says what was asked of a model, and how long it took.","parameters":[{"$ref":"#/components/parameters/ModelName"}],"responses":{"200":{"description":"The figures since this version was loaded.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/InferenceStatistics"}}}},"404":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/models/{name}/infer":{"post":{"operationId":"infer","tags":["open inference"],"summary":"Computes outputs of a model.","description":"Tensors are JSON, flat or nested, or bytes: float32, little-endian, row after row. Bytes follow the JSON, and\n`Inference-Header-Content-Length` says how long that is; 0 means that the content is one input's bytes, with as\nmany rows as fit, and the answer is bytes as well. Parameters: `binary_data_output`, `timeout` in microseconds,\n`priority`, which makes no difference; of an input `binary_data_size`; of an output `binary_data` and\n`classification`. The Content-Type is not looked at unless it names what cannot be meant.\n","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/InferenceHeaderLength"}],"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/InferRequest"},"examples":{"rows":{"summary":"Two rows","value":{"inputs":[{"name":"input","shape":[2,4],"datatype":"FP32","data":[5.1,3.5,1.4,0.2,7.0,3.2,4.7,1.4]}]}},"classes":{"summary":"The two likeliest classes of a row, and the last layer's pre-activations","value":{"id":"7","inputs":[{"name":"input","shape":[1,4],"datatype":"FP32","data":[[5.1,3.5,1.4,0.2]]}],"outputs":[{"name":"output","parameters":{"classification":2}},{"name":"logits"}]}}}},"application/octet-stream":{"schema":{"type":"string","format":"binary"}}}},"responses":{"200":{"description":"The outputs, as JSON, or as JSON and behind it the bytes of those that are wanted as bytes.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"},"Inference-Header-Content-Length":{"description":"How many bytes the JSON has; only where bytes follow.","required":false,"schema":{"type":"integer","minimum":1}}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/InferResponse"}},"application/octet-stream":{"schema":{"type":"string","format":"binary"}}}},"400":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/models/{name}/versions/{version}":{"get":{"operationId":"getTensorMetadataOfVersion","tags":["open inference"],"summary":"Describes the tensors of a model.","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/ModelVersion"}],"responses":{"200":{"description":"The tensors that metadata lists; `logits` and `layers.N` can be asked for as well.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/TensorMetadata"}}}},"404":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/models/{name}/versions/{version}/ready":{"get":{"operationId":"getModelReadyOfVersion","tags":["open inference"],"summary":"Says whether a model answers.","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/ModelVersion"}],"responses":{"200":{"description":"The model answers.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/ModelReady"}}}},"404":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/models/{name}/versions/{version}/config":{"get":{"operationId":"getModelConfigurationOfVersion","tags":["open inference"],"summary":"Describes a model in the words of Triton's ModelConfig, with its definition.","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/ModelVersion"}],"responses":{"200":{"description":"The configuration; sent back with a load, it builds the same network.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/ModelConfiguration"}}}},"404":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/models/{name}/versions/{version}/stats":{"get":{"operationId":"getInferenceStatisticsOfVersion","tags":["open inference"],"summary":"Says what was asked of a model, and how long it took.","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/ModelVersion"}],"responses":{"200":{"description":"The figures since this version was loaded.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/InferenceStatistics"}}}},"404":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/models/{name}/versions/{version}/infer":{"post":{"operationId":"inferOfVersion","tags":["open inference"],"summary":"Computes outputs of a model.","parameters":[{"$ref":"#/components/parameters/ModelName"},{"$ref":"#/components/parameters/ModelVersion"},{"$ref":"#/components/parameters/InferenceHeaderLength"}],"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/InferRequest"},"examples":{"rows":{"summary":"Two rows","value":{"inputs":[{"name":"input","shape":[2,4],"datatype":"FP32","data":[5.1,3.5,1.4,0.2,7.0,3.2,4.7,1.4]}]}},"classes":{"summary":"The two likeliest classes of a row, and the last layer's pre-activations","value":{"id":"7","inputs":[{"name":"input","shape":[1,4],"datatype":"FP32","data":[[5.1,3.5,1.4,0.2]]}],"outputs":[{"name":"output","parameters":{"classification":2}},{"name":"logits"}]}}}},"application/octet-stream":{"schema":{"type":"string","format":"binary"}}}},"responses":{"200":{"description":"The outputs, as JSON, or as JSON and behind it the bytes of those that are wanted as bytes.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"Server-Timing":{"$ref":"#/components/headers/ServerTiming"},"Inference-Header-Content-Length":{"description":"How many bytes the JSON has; only where bytes follow.","required":false,"schema":{"type":"integer","minimum":1}}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/InferResponse"}},"application/octet-stream":{"schema":{"type":"string","format":"binary"}}}},"400":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/repository/index":{"post":{"operationId":"indexRepository","tags":["open inference"],"summary":"Lists all models, and whether they answer.","requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"ready":{"type":"boolean","default":false,"description":"Whether only models are listed that answer."}}},"example":{"ready":true}}}},"responses":{"200":{"description":"The models, in the order of their names, and behind them what cannot be used.","content":{"application/json":{"schema":{"type":"array","items":{"$ref":"#/components/schemas/RepositoryEntry"}}}}},"400":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/repository/models/{name}/load":{"post":{"operationId":"loadModel","tags":["open inference"],"summary":"Loads a model again, or keeps the definition and the parameters that come along.","description":"It answers when the model answers predictions; a load that fails leaves everything as it was. The definition is\na string in `config` (Triton's ModelConfig, as JSON in a string) under `parameters.definition.string_value`, or\nthe file `file:1/definition.json`. Without one, the definition that is kept stays. Parameters come as\n`file:1/parameters.safetensors`. Files are base64 (RFC 4648 section 4), and need a `config` beside them, which\nmay be `{}`.\n","parameters":[{"$ref":"#/components/parameters/ModelName"}],"requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"parameters":{"type":["object","null"],"additionalProperties":false,"properties":{"config":{"type":"string"},"file:1/definition.json":{"type":"string","contentEncoding":"base64"},"file:1/parameters.safetensors":{"type":"string","contentEncoding":"base64"}}}}},"examples":{"again":{"summary":"Load again","value":{}},"definition":{"summary":"A definition in a configuration","value":{"parameters":{"config":"{\"parameters\":{\"definition\":{\"string_value\":\"{\\\"layer_sizes\\\":[4,16,3],\\\"activations\\\":[\\\"relu\\\",\\\"softmax\\\"],\\\"seed\\\":42}\"}}}"}}}}}}},"responses":{"200":{"description":"The model answers predictions.","headers":{"Server-Timing":{"$ref":"#/components/headers/ServerTiming"}}},"403":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"412":{"$ref":"#/components/responses/ModelProblem"},"507":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"400":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/repository/models/{name}/unload":{"post":{"operationId":"unloadModel","tags":["open inference"],"summary":"Lets the network of a model go; what is kept of it stays.","parameters":[{"$ref":"#/components/parameters/ModelName"}],"requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"parameters":{"type":["object","null"],"properties":{"unload_dependents":{"type":"boolean","description":"No model depends on another one."}}}}},"example":{"parameters":{"unload_dependents":false}}}}},"responses":{"200":{"description":"The model does not answer any more; requests that it has are answered."},"404":{"$ref":"#/components/responses/ModelProblem"},"503":{"$ref":"#/components/responses/ModelUnavailable"},"504":{"$ref":"#/components/responses/ModelProblem"},"400":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/logging":{"get":{"operationId":"getLogSettings","tags":["open inference"],"summary":"Shows the log settings.","responses":{"200":{"description":"All settings.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/LogSettings"}}}},"default":{"$ref":"#/components/responses/ModelProblem"}}},"post":{"operationId":"setLogSettings","tags":["open inference"],"summary":"Sets some of the log settings.","requestBody":{"content":{"application/json":{"schema":{"type":"object","additionalProperties":false,"properties":{"log_file":{"enum":["",null],"description":"It cannot be set over the network."},"log_info":{"type":["boolean","null"]},"log_warning":{"type":["boolean","null"]},"log_error":{"type":["boolean","null"]},"log_verbose_level":{"type":["integer","null"],"minimum":0,"maximum":4294967295},"log_format":{"enum":["default","ISO8601",null]}}},"example":{"log_verbose_level":1}}}},"responses":{"200":{"description":"All settings.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/LogSettings"}}}},"400":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/trace/setting":{"get":{"operationId":"getTraceSettings","tags":["open inference"],"summary":"Shows the trace settings.","responses":{"200":{"description":"All settings.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/TraceSettings"}}}},"404":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}},"post":{"operationId":"setTraceSettings","tags":["open inference"],"summary":"Sets some of the trace settings; null takes back what was set.","requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/TraceSettingsChange"},"example":{"trace_level":["TIMESTAMPS"],"trace_rate":"500"}}}},"responses":{"200":{"description":"All settings.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/TraceSettings"}}}},"400":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/models/{name}/trace/setting":{"get":{"operationId":"getModelTraceSettings","tags":["open inference"],"summary":"Shows the trace settings of a model.","parameters":[{"$ref":"#/components/parameters/ModelName"}],"responses":{"200":{"description":"All settings.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/TraceSettings"}}}},"404":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}},"post":{"operationId":"setModelTraceSettings","tags":["open inference"],"summary":"Sets some of the trace settings of a model; null makes one follow the server's.","parameters":[{"$ref":"#/components/parameters/ModelName"}],"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/TraceSettingsChange"},"example":{"trace_level":["TIMESTAMPS"],"trace_rate":"500"}}}},"responses":{"200":{"description":"All settings.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/TraceSettings"}}}},"400":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/{kind}sharedmemory/status":{"get":{"operationId":"getSharedMemory","tags":["open inference"],"summary":"Lists the regions of shared memory, of which there are none.","parameters":[{"$ref":"#/components/parameters/MemoryKind"}],"responses":{"200":{"description":"No regions.","content":{"application/json":{"schema":{"type":"array","maxItems":0}}}},"404":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/{kind}sharedmemory/region/{region}/status":{"get":{"operationId":"getSharedMemoryRegion","tags":["open inference"],"summary":"Answers that there is no such region.","parameters":[{"$ref":"#/components/parameters/MemoryKind"},{"name":"region","in":"path","required":true,"schema":{"type":"string","minLength":1},"example":"input_data"}],"responses":{"404":{"$ref":"#/components/responses/ModelProblem"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/{kind}sharedmemory/region/{region}/register":{"post":{"operationId":"registerSharedMemory","tags":["open inference"],"summary":"Answers that shared memory is not supported.","parameters":[{"$ref":"#/components/parameters/MemoryKind"},{"name":"region","in":"path","required":true,"schema":{"type":"string","minLength":1},"example":"input_data"}],"responses":{"400":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/{kind}sharedmemory/region/{region}/unregister":{"post":{"operationId":"unregisterSharedMemory","tags":["open inference"],"summary":"Answers that shared memory is not supported.","parameters":[{"$ref":"#/components/parameters/MemoryKind"},{"name":"region","in":"path","required":true,"schema":{"type":"string","minLength":1},"example":"input_data"}],"responses":{"400":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/v2/{kind}sharedmemory/unregister":{"post":{"operationId":"unregisterAllSharedMemory","tags":["open inference"],"summary":"Answers that shared memory is not supported.","parameters":[{"$ref":"#/components/parameters/MemoryKind"}],"responses":{"400":{"$ref":"#/components/responses/ModelProblem"},"404":{"$ref":"#/components/responses/ModelProblem"},"413":{"$ref":"#/components/responses/ModelProblem"},"415":{"$ref":"#/components/responses/ModelUnsupported"},"default":{"$ref":"#/components/responses/ModelProblem"}}}},"/openapi.yaml":{"get":{"operationId":"getContractYAML","tags":["contract"],"summary":"This document as YAML.","parameters":[{"$ref":"#/components/parameters/IfNoneMatch"}],"responses":{"200":{"description":"The contract.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"ETag":{"$ref":"#/components/headers/ETag"}},"content":{"application/yaml":{"schema":{"type":"object"}}}},"304":{"description":"The client has it already."},"default":{"$ref":"#/components/responses/Problem"}}}},"/openapi.json":{"get":{"operationId":"getContractJSON","tags":["contract"],"summary":"This document as JSON.","parameters":[{"$ref":"#/components/parameters/IfNoneMatch"}],"responses":{"200":{"description":"The contract.","headers":{"Content-Encoding":{"$ref":"#/components/headers/ContentEncoding"},"Vary":{"$ref":"#/components/headers/Vary"},"ETag":{"$ref":"#/components/headers/ETag"}},"content":{"application/json":{"schema":{"type":"object"}}}},"304":{"description":"The client has it already."},"default":{"$ref":"#/components/responses/Problem"}}}}},"components":{"securitySchemes":{"bearer":{"type":"http","scheme":"bearer","description":"A token (RFC 6750) with the scope `infer`, `metrics` or `manage`, which includes the others; needed where the\noperator has set tokens.\n"},"certificate":{"type":"mutualTLS","description":"A client certificate that the operator has granted a scope; stands for a token."}},"parameters":{"InferenceHeaderLength":{"name":"Inference-Header-Content-Length","in":"header","description":"How many bytes of the content are JSON; all, unless given.","schema":{"type":"integer","minimum":0}},"MemoryKind":{"name":"kind","in":"path","required":true,"schema":{"enum":["system","cuda"]},"example":"system"},"IfNoneMatch":{"name":"If-None-Match","in":"header","description":"Entity tags that the client has (RFC 9110 section 13.1.2).","schema":{"type":"string"}},"IfMatch":{"name":"If-Match","in":"header","description":"Entity tags of what the client wants to change (RFC 9110 section 13.1.1); else the answer is 412.","schema":{"type":"string","pattern":"^(\\*|(W/)?\"[!#-~]*\"(, *(W/)?\"[!#-~]*\")*)$"}},"IfNotThere":{"name":"If-None-Match","in":"header","description":"Entity tags that must not be there, or `*` for nothing at all (RFC 9110 section 13.1.2); else the answer is 412.\n","schema":{"type":"string","pattern":"^(\\*|(W/)?\"[!#-~]*\"(, *(W/)?\"[!#-~]*\")*)$"}},"ModelName":{"name":"name","in":"path","required":true,"description":"The name of the model; a letter or digit, then letters, digits, dots, underscores and hyphens.","schema":{"$ref":"#/components/schemas/ModelName"},"example":"iris"},"ModelVersion":{"name":"version","in":"path","required":true,"description":"A version of the model.","schema":{"$ref":"#/components/schemas/ModelVersion"},"example":"1"}},"headers":{"Accept":{"description":"The types that are taken; if the type is what was refused.","required":false,"schema":{"type":"string"}},"AcceptEncoding":{"description":"The codings that are decoded; if the coding is what was refused.","required":false,"schema":{"type":"string"}},"ContentEncoding":{"description":"How the content is compressed, if it is (RFC 9110 section 8.4).","required":false,"schema":{"enum":["gzip","deflate"]}},"Vary":{"description":"The fields of a request that the form of this answer depends on (RFC 9110 section 12.5.5).","required":false,"schema":{"type":"string"}},"ServerTiming":{"description":"Where the time of the answer went, in milliseconds (W3C Server Timing): `parse`, `queue`, `compute`, `store` where a\nmodel was read from its folder or written there, and `serialise`. Of lines, only the first ones have come by then.\n","required":false,"schema":{"type":"string"}},"ModelETag":{"description":"`\"<version>-<the first 16 digits of the fingerprint>\"`, with `-json` behind it for parameters as JSON; absent for\na model that is not loaded.\n","schema":{"type":"string"}},"ETag":{"description":"The entity tag of this answer (RFC 9110 section 8.8.3).","schema":{"type":"string"}}},"responses":{"Problem":{"description":"What is wrong, as problem details (RFC 9457).","content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}},"Unavailable":{"description":"The server has as much work, or holds as many bytes of requests, as it may, or is stopping; try again after a while.","headers":{"Retry-After":{"description":"Seconds to wait.","schema":{"type":"integer"}}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}},"Unsupported":{"description":"The content is of a type that cannot be meant, or in a coding that is not decoded.","headers":{"Accept":{"$ref":"#/components/headers/Accept"},"Accept-Encoding":{"$ref":"#/components/headers/AcceptEncoding"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}},"ModelUnsupported":{"description":"The content is of a type that cannot be meant, or in a coding that is not decoded.","headers":{"Accept":{"$ref":"#/components/headers/Accept"},"Accept-Encoding":{"$ref":"#/components/headers/AcceptEncoding"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/ModelProblem"}},"application/problem+json":{"schema":{"anyOf":[{"$ref":"#/components/schemas/ModelProblem"},{"$ref":"#/components/schemas/Problem"}]}}}},"ModelProblem":{"description":"What is wrong, as problem details with the member `error` that clients of other servers read. The type is plain\nJSON unless `Accept` names the problem type.\n","content":{"application/json":{"schema":{"$ref":"#/components/schemas/ModelProblem"}},"application/problem+json":{"schema":{"anyOf":[{"$ref":"#/components/schemas/ModelProblem"},{"$ref":"#/components/schemas/Problem"}]}}}},"ModelUnavailable":{"description":"The server has as much work, or holds as many bytes of requests, as it may, or is stopping; or the model is not\nloaded, or what is stored of it is damaged; try again after a while.\n","headers":{"Retry-After":{"description":"Seconds to wait.","schema":{"type":"integer"}}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/ModelProblem"}},"application/problem+json":{"schema":{"anyOf":[{"$ref":"#/components/schemas/ModelProblem"},{"$ref":"#/components/schemas/Problem"}]}}}}},"schemas":{"Live":{"type":"object","required":["live"],"additionalProperties":false,"properties":{"live":{"const":true}}},"Ready":{"type":"object","required":["ready"],"additionalProperties":false,"properties":{"ready":{"type":"boolean"},"error":{"type":"string"}}},"Problem":{"type":"object","required":["type","title","status","detail","instance"],"additionalProperties":false,"properties":{"type":{"type":"string","format":"uri-reference"},"title":{"type":"string"},"status":{"type":"integer","minimum":400,"maximum":599},"detail":{"type":"string"},"error":{"type":"string","description":"The same as `detail`, where the server could not tell for which path a request was."},"instance":{"type":"string","description":"The request id."},"trace_id":{"type":"string","pattern":"^[0-9a-f]{32}$","description":"The trace of the request, if its `traceparent` is a valid one."},"offset":{"type":"integer","minimum":0,"description":"The byte of the body at which JSON syntax breaks."},"errors":{"type":"array","minItems":1,"items":{"$ref":"#/components/schemas/Mistake"}}}},"ModelProblem":{"description":"Problem details with the member `error`, which clients of other servers read.","type":"object","required":["type","title","status","detail","error","instance"],"additionalProperties":false,"properties":{"type":{"type":"string","format":"uri-reference"},"title":{"type":"string"},"status":{"type":"integer","minimum":400,"maximum":599},"detail":{"type":"string"},"error":{"type":"string","description":"The same as `detail`."},"instance":{"type":"string","description":"The request id."},"trace_id":{"type":"string","pattern":"^[0-9a-f]{32}$","description":"The trace of the request, if its `traceparent` is a valid one."},"offset":{"type":"integer","minimum":0,"description":"The byte of the body at which JSON syntax breaks."},"errors":{"type":"array","minItems":1,"items":{"$ref":"#/components/schemas/Mistake"}}}},"Mistake":{"type":"object","required":["pointer","detail"],"additionalProperties":false,"properties":{"pointer":{"type":"string","description":"A JSON Pointer as a URI fragment (RFC 6901 section 6)."},"detail":{"type":"string"}}},"ModelName":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$"},"Model":{"description":"What is kept under a name.","type":"object","required":["name","ready","version","fingerprint","parameters","durable","definition","network","model_version_status"],"additionalProperties":false,"properties":{"name":{"$ref":"#/components/schemas/ModelName"},"ready":{"type":"boolean","description":"Whether it answers predictions."},"version":{"$ref":"#/components/schemas/ModelVersion"},"fingerprint":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$","description":"Of the definition","and of parameters that are stored.":null},"parameters":{"enum":["drawn","stored"],"description":"Whether they are what the definition draws."},"durable":{"type":"boolean","description":"Whether what is kept outlives the server."},"definition":{"$ref":"#/components/schemas/Definition"},"network":{"$ref":"#/components/schemas/Network"},"model_version_status":{"type":"array","minItems":1,"maxItems":1,"items":{"type":"object","required":["version","state","status"],"additionalProperties":false,"properties":{"version":{"$ref":"#/components/schemas/ModelVersion"},"state":{"enum":["AVAILABLE","END"],"description":"END is what TensorFlow Serving calls a version that was unloaded."},"status":{"type":"object","required":["error_code","error_message"],"additionalProperties":false,"properties":{"error_code":{"const":"OK"},"error_message":{"type":"string"}}}}}}}},"ModelVersion":{"description":"Counts the accepted changes of a model, from 1.","type":"string","pattern":"^[1-9][0-9]*$"},"ModelMetadata":{"type":"object","required":["model_spec","metadata"],"additionalProperties":false,"properties":{"model_spec":{"type":"object","required":["name","signature_name","version"],"additionalProperties":false,"properties":{"name":{"$ref":"#/components/schemas/ModelName"},"signature_name":{"type":"string"},"version":{"$ref":"#/components/schemas/ModelVersion"}}},"metadata":{"type":"object","required":["signature_def"],"additionalProperties":false,"properties":{"signature_def":{"type":"object","required":["signature_def"],"additionalProperties":false,"properties":{"signature_def":{"type":"object","required":["serving_default"],"additionalProperties":false,"properties":{"serving_default":{"type":"object","required":["inputs","outputs","method_name"],"additionalProperties":false,"properties":{"inputs":{"$ref":"#/components/schemas/TensorInformation"},"outputs":{"$ref":"#/components/schemas/TensorInformation"},"method_name":{"const":"tensorflow/serving/predict"}}}}}}}}}}},"TensorInformation":{"description":"The one tensor, by its name.","type":"object","minProperties":1,"maxProperties":1,"additionalProperties":{"type":"object","required":["dtype","tensor_shape","name"],"additionalProperties":false,"properties":{"dtype":{"const":"DT_FLOAT"},"tensor_shape":{"type":"object","required":["dim","unknown_rank"],"additionalProperties":false,"properties":{"dim":{"type":"array","minItems":2,"maxItems":2,"items":{"type":"object","required":["size","name"],"additionalProperties":false,"properties":{"size":{"type":"string","pattern":"^(-1|[1-9][0-9]*)$"},"name":{"type":"string"}}}},"unknown_rank":{"const":false}}},"name":{"type":"string"}}}},"ParameterValues":{"type":"object","required":["parameters"],"additionalProperties":false,"properties":{"parameters":{"type":"array","minItems":1,"items":{"type":"object","required":["name","shape","values"],"additionalProperties":false,"properties":{"name":{"type":"string","pattern":"^layers\\.[0-9]+\\.(weight|bias|slope)$"},"shape":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"integer","minimum":1}},"values":{"description":"Row-major, nested like the shape or flat.","oneOf":[{"type":"array","items":{"type":"number"}},{"type":"array","minItems":1,"items":{"type":"array","items":{"type":"number"}}}]}}}}}},"ModelEvaluateRequest":{"type":"object","additionalProperties":false,"properties":{"inputs":{"$ref":"#/components/schemas/EvaluateRequest/properties/inputs"},"include":{"$ref":"#/components/schemas/EvaluateRequest/properties/include"},"statistics":{"$ref":"#/components/schemas/EvaluateRequest/properties/statistics"}}},"PredictRequest":{"type":"object","properties":{"instances":{"description":"Rows, objects with a row by the name of the input, or numbers.","type":"array","items":{"oneOf":[{"type":"number"},{"type":"array","items":{"type":"number"}},{"type":"object","minProperties":1}]}},"inputs":{"description":"All rows as one tensor, or an object with it by the name of the input.","oneOf":[{"type":"array","items":{"oneOf":[{"type":"number"},{"type":"array","items":{"type":"number"}}]}},{"type":"object","minProperties":1}]},"signature_name":{"type":"string"}},"oneOf":[{"required":["instances"]},{"required":["inputs"]}]},"PredictResponse":{"type":"object","additionalProperties":false,"properties":{"predictions":{"$ref":"#/components/schemas/Rows"},"outputs":{"$ref":"#/components/schemas/Rows"},"non_finite":{"description":"The number of outputs that are not finite and so are null; absent if there are none.","type":"integer","minimum":1}},"oneOf":[{"required":["predictions"]},{"required":["outputs"]}]},"ServerMetadata":{"type":"object","required":["name","version","extensions"],"additionalProperties":false,"properties":{"name":{"const":"feedforward"},"version":{"type":"string"},"extensions":{"type":"array","items":{"type":"string"}}}},"TensorDescription":{"type":"object","required":["name","datatype","shape"],"additionalProperties":false,"properties":{"name":{"type":"string"},"datatype":{"const":"FP32"},"shape":{"description":"Any number of rows, and the width of a row.","type":"array","prefixItems":[{"const":-1},{"type":"integer","minimum":1}],"minItems":2,"maxItems":2}}},"TensorMetadata":{"type":"object","required":["name","versions","platform","inputs","outputs"],"additionalProperties":false,"properties":{"name":{"$ref":"#/components/schemas/ModelName"},"versions":{"type":"array","minItems":1,"maxItems":1,"items":{"$ref":"#/components/schemas/ModelVersion"}},"platform":{"const":"feedforward_dense"},"inputs":{"type":"array","minItems":1,"maxItems":1,"items":{"$ref":"#/components/schemas/TensorDescription"}},"outputs":{"type":"array","minItems":1,"maxItems":1,"items":{"$ref":"#/components/schemas/TensorDescription"}}}},"ModelReady":{"type":"object","required":["name","ready"],"additionalProperties":false,"properties":{"name":{"$ref":"#/components/schemas/ModelName"},"ready":{"const":true}}},"ModelConfiguration":{"description":"The members of Triton's ModelConfig that mean something here.","type":"object","required":["name","platform","backend","max_batch_size","input","output","parameters"],"properties":{"name":{"$ref":"#/components/schemas/ModelName"},"platform":{"const":"feedforward_dense"},"backend":{"const":"feedforward"},"max_batch_size":{"type":"integer","minimum":1,"maximum":2147483647},"input":{"type":"array","minItems":1,"maxItems":1,"items":{"type":"object","required":["name","data_type","dims"],"additionalProperties":false,"properties":{"name":{"type":"string"},"data_type":{"const":"TYPE_FP32"},"dims":{"type":"array","minItems":1,"maxItems":1,"items":{"type":"integer","minimum":1}}}}},"output":{"type":"array","minItems":1,"maxItems":1,"items":{"type":"object","required":["name","data_type","dims"],"additionalProperties":false,"properties":{"name":{"type":"string"},"data_type":{"const":"TYPE_FP32"},"dims":{"type":"array","minItems":1,"maxItems":1,"items":{"type":"integer","minimum":1}}}}},"parameters":{"type":"object","required":["definition"],"properties":{"definition":{"type":"object","required":["string_value"],"properties":{"string_value":{"type":"string","description":"The canonical definition as JSON."}}}}}}},"InferenceStatistics":{"type":"object","required":["model_stats"],"additionalProperties":false,"properties":{"model_stats":{"type":"array","items":{"type":"object","required":["name","version","last_inference","inference_count","execution_count","inference_stats","response_stats","batch_stats","memory_usage"],"additionalProperties":false,"properties":{"name":{"$ref":"#/components/schemas/ModelName"},"version":{"$ref":"#/components/schemas/ModelVersion"},"last_inference":{"type":"integer","minimum":0,"description":"Milliseconds since 1970; 0 without one."},"inference_count":{"type":"integer","minimum":0,"description":"Rows."},"execution_count":{"type":"integer","minimum":0,"description":"Batches."},"inference_stats":{"type":"object","required":["success","fail","queue","compute_input","compute_infer","compute_output","cache_hit","cache_miss"],"additionalProperties":{"$ref":"#/components/schemas/DurationTotal"}},"response_stats":{"type":"object"},"batch_stats":{"type":"array","items":{"type":"object","required":["batch_size","compute_input","compute_infer","compute_output"],"additionalProperties":false,"properties":{"batch_size":{"type":"integer","minimum":0},"compute_input":{"$ref":"#/components/schemas/DurationTotal"},"compute_infer":{"$ref":"#/components/schemas/DurationTotal"},"compute_output":{"$ref":"#/components/schemas/DurationTotal"}}}},"memory_usage":{"type":"array"}}}}}},"DurationTotal":{"type":"object","required":["count","ns"],"additionalProperties":false,"properties":{"count":{"type":"integer","minimum":0},"ns":{"type":"integer","minimum":0,"description":"Nanoseconds together."}}},"InferParameters":{"type":["object","null"],"additionalProperties":{"type":["string","number","boolean"]}},"InferRequest":{"description":"Members that are not named here are ignored.","type":"object","required":["inputs"],"properties":{"id":{"type":["string","null"],"description":"Echoed unless it is empty."},"parameters":{"$ref":"#/components/schemas/InferParameters"},"inputs":{"type":"array","minItems":1,"maxItems":1,"items":{"type":"object","required":["name","shape","datatype"],"properties":{"name":{"type":"string","description":"The name that metadata gives."},"shape":{"description":"Rows, and the width of a row that metadata gives.","type":"array","minItems":2,"maxItems":2,"items":{"type":"integer","minimum":0}},"datatype":{"const":"FP32"},"parameters":{"$ref":"#/components/schemas/InferParameters"},"data":{"type":"array","description":"Numbers, flat or nested."}}}},"outputs":{"description":"Unless any is listed, the model's output.","type":["array","null"],"items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","description":"The name that metadata gives, `logits` or `layers.N`."},"parameters":{"$ref":"#/components/schemas/InferParameters"}}}}}},"InferResponse":{"type":"object","required":["model_name","model_version","outputs"],"additionalProperties":false,"properties":{"id":{"type":"string","minLength":1},"model_name":{"$ref":"#/components/schemas/ModelName"},"model_version":{"$ref":"#/components/schemas/ModelVersion"},"parameters":{"type":"object","required":["non_finite"],"additionalProperties":false,"properties":{"non_finite":{"type":"integer","minimum":1,"description":"The number of outputs that are not finite and so are null."}}},"outputs":{"type":"array","minItems":1,"items":{"type":"object","required":["name","datatype","shape"],"additionalProperties":false,"properties":{"name":{"type":"string"},"datatype":{"enum":["FP32","BYTES"]},"shape":{"type":"array","minItems":2,"maxItems":2,"items":{"type":"integer","minimum":0}},"parameters":{"type":"object","required":["binary_data_size"],"additionalProperties":false,"properties":{"binary_data_size":{"type":"integer","minimum":0}}},"data":{"type":"array","items":{"type":["number","string","null"]}}}}}}},"RepositoryEntry":{"type":"object","required":["name","state"],"additionalProperties":false,"properties":{"name":{"type":"string"},"version":{"$ref":"#/components/schemas/ModelVersion"},"state":{"enum":["READY","UNAVAILABLE"]},"reason":{"type":"string"}}},"LogSettings":{"type":"object","required":["log_file","log_info","log_warning","log_error","log_verbose_level","log_format"],"additionalProperties":false,"properties":{"log_file":{"const":""},"log_info":{"type":"boolean"},"log_warning":{"type":"boolean"},"log_error":{"type":"boolean"},"log_verbose_level":{"type":"integer","minimum":0},"log_format":{"enum":["default","ISO8601"]}}},"TraceSettings":{"type":"object","required":["trace_level","trace_rate","trace_count","log_frequency","trace_file","trace_mode"],"additionalProperties":false,"properties":{"trace_level":{"type":"array","minItems":1,"items":{"enum":["OFF","TIMESTAMPS","TENSORS"]}},"trace_rate":{"type":"string","pattern":"^[0-9]+$"},"trace_count":{"type":"string","pattern":"^(-1|[0-9]+)$"},"log_frequency":{"type":"string","pattern":"^[0-9]+$"},"trace_file":{"const":""},"trace_mode":{"const":"triton"}}},"TraceSettingsChange":{"type":"object","additionalProperties":false,"properties":{"trace_level":{"description":"A list of levels, or one; `OFF` stands alone.","anyOf":[{"type":"array","items":{"enum":["TIMESTAMPS","TENSORS"]}},{"const":["OFF"]},{"enum":["OFF","TIMESTAMPS","TENSORS",null]}]},"trace_rate":{"anyOf":[{"type":"integer","minimum":0,"maximum":4294967295},{"type":"string","pattern":"^[0-9]{1,9}$"},{"type":"null"}]},"trace_count":{"anyOf":[{"type":"integer","minimum":-1,"maximum":2147483647},{"type":"string","pattern":"^(-1|[0-9]{1,9})$"},{"type":"null"}]},"log_frequency":{"anyOf":[{"type":"integer","minimum":0,"maximum":4294967295},{"type":"string","pattern":"^[0-9]{1,9}$"},{"type":"null"}]},"trace_file":{"enum":["",null],"description":"It cannot be set over the network."},"trace_mode":{"enum":["triton",null]}}},"NullableNumber":{"type":["number","null"]},"Numbers":{"type":"array","items":{"$ref":"#/components/schemas/NullableNumber"}},"Rows":{"type":"array","items":{"$ref":"#/components/schemas/Numbers"}},"EvaluateRequest":{"type":"object","required":["network"],"additionalProperties":false,"properties":{"network":{"$ref":"#/components/schemas/Definition"},"inputs":{"description":"Rows of as many numbers as the network has inputs; a flat list is one row. Left out, there is only the build\nand its statistics.\n","oneOf":[{"type":"array","items":{"type":"number"}},{"type":"array","minItems":1,"items":{"type":"array","items":{"type":"number"}}}]},"include":{"description":"What the answer holds beside `network`.","type":"array","items":{"enum":["outputs","parameters","activations","layer_outputs","values","digests"]},"default":["outputs","parameters"]},"statistics":{"type":"object","additionalProperties":false,"properties":{"bins":{"type":"integer","minimum":1,"maximum":1000,"default":20},"range":{"description":"The lower and upper edge of the histogram; the values' own range unless given.","type":"array","minItems":2,"maxItems":2,"items":{"type":"number"}},"quantiles":{"type":"array","maxItems":99,"items":{"type":"number","minimum":0,"maximum":1},"default":[0.05,0.25,0.5,0.75,0.95]}}},"training":{"description":"Whether rrelu samples its slopes, after initialisation, from the same generator.","type":"boolean","default":false}}},"EvaluateResponse":{"type":"object","required":["network"],"additionalProperties":false,"properties":{"network":{"$ref":"#/components/schemas/Network"},"outputs":{"$ref":"#/components/schemas/Rows"},"parameters":{"type":"array","items":{"$ref":"#/components/schemas/Tensor"}},"activations":{"type":"array","items":{"$ref":"#/components/schemas/LayerStatistics"}},"layer_outputs":{"type":"array","items":{"type":"object","required":["layer","preactivations","outputs"],"additionalProperties":false,"properties":{"layer":{"type":"string"},"preactivations":{"$ref":"#/components/schemas/Rows"},"outputs":{"$ref":"#/components/schemas/Rows"}}}},"non_finite":{"description":"The number of outputs that are not finite and so are null; absent if there are none.","type":"integer","minimum":1}}},"Network":{"type":"object","required":["fingerprint","seed","effective_seed","input_size","output_size","parameter_count","parameter_bytes","multiply_adds","layers"],"additionalProperties":false,"properties":{"fingerprint":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"seed":{"type":["integer","string"],"description":"Modulo 2^64; a string from 2^53 on."},"effective_seed":{"type":"integer","minimum":0,"maximum":4294967295,"description":"The bits that reach PyTorch's generator."},"input_size":{"type":"integer","minimum":1},"output_size":{"type":"integer","minimum":1},"parameter_count":{"type":"integer","minimum":1},"parameter_bytes":{"type":"integer","minimum":4},"multiply_adds":{"type":"integer","minimum":1,"description":"For one row."},"layers":{"type":"array","minItems":1,"items":{"type":"object","required":["name","inputs","units","outputs","activation","parameter_count","multiply_adds"],"additionalProperties":false,"properties":{"name":{"type":"string"},"inputs":{"type":"integer","minimum":1},"units":{"type":"integer","minimum":1},"outputs":{"type":"integer","minimum":1},"activation":{"type":"string"},"parameter_count":{"type":"integer","minimum":1},"multiply_adds":{"type":"integer","minimum":1}}}}}},"Expected":{"type":"object","required":["mean","std","min","max"],"additionalProperties":false,"properties":{"mean":{"$ref":"#/components/schemas/NullableNumber"},"std":{"$ref":"#/components/schemas/NullableNumber"},"min":{"$ref":"#/components/schemas/NullableNumber"},"max":{"$ref":"#/components/schemas/NullableNumber"}}},"Tensor":{"description":"One parameter tensor: its statistics where `parameters` is included, its elements with `values`, its digest with\n`digests`.\n","type":"object","required":["name","shape"],"additionalProperties":false,"properties":{"name":{"type":"string","pattern":"^layers\\.[0-9]+\\.(weight|bias|slope)$"},"shape":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"integer","minimum":1}},"count":{"type":"integer","minimum":1},"fan_in":{"type":"integer","minimum":1},"fan_out":{"type":"integer","minimum":1},"init":{"type":"object","description":"The scheme and its parameters; `gain` where it has one, and what it is expected to draw.","required":["scheme"],"properties":{"scheme":{"type":"string"},"gain":{"type":"number"},"expected":{"$ref":"#/components/schemas/Expected"}}},"mean":{"$ref":"#/components/schemas/NullableNumber"},"std":{"$ref":"#/components/schemas/NullableNumber"},"unbiased_std":{"$ref":"#/components/schemas/NullableNumber"},"rms":{"$ref":"#/components/schemas/NullableNumber"},"min":{"$ref":"#/components/schemas/NullableNumber"},"max":{"$ref":"#/components/schemas/NullableNumber"},"l1_norm":{"type":"number","minimum":0},"l2_norm":{"type":"number","minimum":0},"zero_fraction":{"type":"number","minimum":0,"maximum":1},"non_finite":{"type":"integer","minimum":0},"symmetric":{"type":"boolean"},"quantiles":{"type":"object","additionalProperties":{"$ref":"#/components/schemas/NullableNumber"}},"histogram":{"oneOf":[{"type":"object","required":["edges","counts","below","above"],"additionalProperties":false,"properties":{"edges":{"type":"array","minItems":2,"items":{"type":"number"}},"counts":{"type":"array","minItems":1,"items":{"type":"integer","minimum":0}},"below":{"type":"integer","minimum":0},"above":{"type":"integer","minimum":0}}},{"type":"null"}]},"values":{"oneOf":[{"$ref":"#/components/schemas/Numbers"},{"$ref":"#/components/schemas/Rows"}]},"sha256":{"type":"string","pattern":"^[0-9a-f]{64}$"}}},"Moments":{"type":"object","required":["mean","std","rms","min","max"],"additionalProperties":false,"properties":{"mean":{"$ref":"#/components/schemas/NullableNumber"},"std":{"$ref":"#/components/schemas/NullableNumber"},"rms":{"$ref":"#/components/schemas/NullableNumber"},"min":{"$ref":"#/components/schemas/NullableNumber"},"max":{"$ref":"#/components/schemas/NullableNumber"}}},"LayerStatistics":{"type":"object","required":["layer","activation","preactivation","output","zero_fraction","saturated_fraction","dead_units"],"additionalProperties":false,"properties":{"layer":{"type":"string"},"activation":{"type":"string"},"preactivation":{"$ref":"#/components/schemas/Moments"},"output":{"$ref":"#/components/schemas/Moments"},"zero_fraction":{"type":["number","null"],"minimum":0,"maximum":1},"saturated_fraction":{"type":["number","null"],"minimum":0,"maximum":1},"dead_units":{"type":["integer","null"],"minimum":0}}},"ActivationObject":{"type":"object","required":["type"],"properties":{"type":{"type":"string"}}},"ParameterEntry":{"type":"object","required":["name","required"],"properties":{"name":{"type":"string"},"required":{"type":"boolean"}}},"ActivationEntry":{"type":"object","required":["type","parameters","formula","range","effective_interval"],"properties":{"type":{"type":"string"},"aliases":{"type":"array","items":{"type":"string"}},"parameters":{"type":"array","items":{"$ref":"#/components/schemas/ParameterEntry"}},"formula":{"type":"string"},"range":{"$ref":"#/components/schemas/Interval"},"effective_interval":{"oneOf":[{"$ref":"#/components/schemas/Interval"},{"type":"null"}]}}},"InitializerEntry":{"type":"object","required":["scheme","parameters","formula","source"],"properties":{"scheme":{"type":"string"},"aliases":{"description":"Names that stand for the scheme with certain parameters and take none themselves.","type":"array","items":{"type":"string"}},"parameters":{"type":"array","items":{"$ref":"#/components/schemas/ParameterEntry"}},"formula":{"type":"string"},"source":{"type":"string"}}},"Interval":{"description":"Lower and upper end; null where there is none.","type":"array","minItems":2,"maxItems":2,"items":{"$ref":"#/components/schemas/NullableNumber"}},"Definition":{"title":"Network definition","description":"A fully connected network, in short form (layer_sizes) or long form (input_size, layers).","type":"object","oneOf":[{"$ref":"#/components/schemas/DefinitionShort"},{"$ref":"#/components/schemas/DefinitionLong"}]},"DefinitionShort":{"type":"object","properties":{"layer_sizes":{"type":"array","minItems":2,"items":{"$ref":"#/components/schemas/DefinitionSize"}},"activations":{"anyOf":[{"type":"array","items":{"$ref":"#/components/schemas/DefinitionActivation"}},{"$ref":"#/components/schemas/DefinitionActivation"}]},"output_activation":{"$ref":"#/components/schemas/DefinitionActivation"},"seed":{"$ref":"#/components/schemas/DefinitionSeed"},"init_order":{"enum":["direct","module_then_init"]},"input_name":{"$ref":"#/components/schemas/DefinitionName"},"output_name":{"$ref":"#/components/schemas/DefinitionName"},"weight_init":{"$ref":"#/components/schemas/DefinitionWeightInit"},"bias_init":{"$ref":"#/components/schemas/DefinitionBiasInit"},"bias":{"type":"boolean"},"labels":{"$ref":"#/components/schemas/DefinitionLabels"}},"required":["layer_sizes"],"additionalProperties":false,"if":{"required":["activations"],"properties":{"activations":{"type":"array"}}},"then":{"properties":{"output_activation":false}}},"DefinitionLong":{"type":"object","properties":{"input_size":{"$ref":"#/components/schemas/DefinitionSize"},"layers":{"type":"array","minItems":1,"items":{"$ref":"#/components/schemas/DefinitionLayer"}},"seed":{"$ref":"#/components/schemas/DefinitionSeed"},"init_order":{"enum":["direct","module_then_init"]},"input_name":{"$ref":"#/components/schemas/DefinitionName"},"output_name":{"$ref":"#/components/schemas/DefinitionName"},"weight_init":{"$ref":"#/components/schemas/DefinitionWeightInit"},"bias_init":{"$ref":"#/components/schemas/DefinitionBiasInit"},"bias":{"type":"boolean"},"labels":{"$ref":"#/components/schemas/DefinitionLabels"}},"required":["input_size","layers"],"additionalProperties":false},"DefinitionLayer":{"type":"object","properties":{"units":{"$ref":"#/components/schemas/DefinitionSize"},"activation":{"$ref":"#/components/schemas/DefinitionActivation"},"weight_init":{"$ref":"#/components/schemas/DefinitionWeightInit"},"bias":{"type":"boolean"},"bias_init":{"$ref":"#/components/schemas/DefinitionBiasInit"}},"required":["units"],"additionalProperties":false},"DefinitionSize":{"type":"integer","minimum":1,"maximum":9223372036854775807},"DefinitionSeed":{"anyOf":[{"type":"integer","minimum":-9223372036854775808,"maximum":18446744073709551615},{"type":"string","pattern":"^-?(0|[1-9][0-9]{0,19})$"}],"default":0},"DefinitionName":{"type":"string","minLength":1,"not":{"pattern":"^(logits|layers\\.[0-9]+)$"}},"DefinitionLabels":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"DefinitionNumber":{"type":"number","exclusiveMinimum":-3.4028235677973366e+38,"exclusiveMaximum":3.4028235677973366e+38},"DefinitionActivation":{"anyOf":[{"enum":["identity","sigmoid","logsigmoid","hardsigmoid","tanh","hardtanh","tanhshrink","arctan","step","relu","relu6","leaky_relu","prelu","rrelu","elu","selu","celu","gelu","silu","mish","hardswish","softplus","softsign","softshrink","hardshrink","softmax","log_softmax","softmin","glu","swish"]},{"type":"object","properties":{"type":{"enum":["identity"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["sigmoid"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["logsigmoid"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["hardsigmoid"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["tanh"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["hardtanh"]},"min_val":{"$ref":"#/components/schemas/DefinitionNumber","default":-1},"max_val":{"$ref":"#/components/schemas/DefinitionNumber","default":1}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["tanhshrink"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["arctan"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["step"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["relu"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["relu6"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["leaky_relu"]},"negative_slope":{"$ref":"#/components/schemas/DefinitionNumber","default":0.01}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["prelu"]},"init":{"anyOf":[{"$ref":"#/components/schemas/DefinitionNumber"},{"type":"array","minItems":1,"items":{"$ref":"#/components/schemas/DefinitionNumber"}}],"default":0.25},"num_parameters":{"$ref":"#/components/schemas/DefinitionSize","default":1}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["rrelu"]},"lower":{"$ref":"#/components/schemas/DefinitionNumber","default":0.125},"upper":{"$ref":"#/components/schemas/DefinitionNumber","default":0.3333333333333333}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["elu"]},"alpha":{"$ref":"#/components/schemas/DefinitionNumber","default":1}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["selu"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["celu"]},"alpha":{"$ref":"#/components/schemas/DefinitionNumber","not":{"const":0},"default":1}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["gelu"]},"approximate":{"enum":["none","tanh"],"default":"none"}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["silu"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["mish"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["hardswish"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["softplus"]},"beta":{"$ref":"#/components/schemas/DefinitionNumber","exclusiveMinimum":0,"default":1},"threshold":{"$ref":"#/components/schemas/DefinitionNumber","default":20}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["softsign"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["softshrink"]},"lambd":{"$ref":"#/components/schemas/DefinitionNumber","minimum":0,"default":0.5}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["hardshrink"]},"lambd":{"$ref":"#/components/schemas/DefinitionNumber","default":0.5}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["threshold"]},"threshold":{"$ref":"#/components/schemas/DefinitionNumber"},"value":{"$ref":"#/components/schemas/DefinitionNumber"}},"required":["type","threshold","value"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["softmax"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["log_softmax"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["softmin"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["glu"]}},"required":["type"],"additionalProperties":false},{"type":"object","properties":{"type":{"enum":["swish"]}},"required":["type"],"additionalProperties":false}]},"DefinitionWeightInit":{"anyOf":[{"enum":["uniform","normal","zeros","ones","eye","xavier_uniform","xavier_normal","kaiming_uniform","kaiming_normal","trunc_normal","orthogonal","torch_default","variance_scaling","glorot_normal","glorot_uniform","he_normal","he_uniform","lecun_normal","lecun_uniform"]},{"type":"object","properties":{"scheme":{"enum":["uniform"]},"a":{"$ref":"#/components/schemas/DefinitionNumber","default":0},"b":{"$ref":"#/components/schemas/DefinitionNumber","default":1}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["normal"]},"mean":{"$ref":"#/components/schemas/DefinitionNumber","default":0},"std":{"$ref":"#/components/schemas/DefinitionNumber","minimum":0,"default":1}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["zeros"]}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["ones"]}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["constant"]},"val":{"$ref":"#/components/schemas/DefinitionNumber"}},"required":["scheme","val"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["eye"]}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["xavier_uniform"]},"gain":{"$ref":"#/components/schemas/DefinitionNumber","minimum":0,"default":1}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["xavier_normal"]},"gain":{"$ref":"#/components/schemas/DefinitionNumber","minimum":0,"default":1}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["kaiming_uniform"]},"a":{"$ref":"#/components/schemas/DefinitionNumber","default":0},"mode":{"enum":["fan_in","fan_out"],"default":"fan_in"},"nonlinearity":{"enum":["linear","sigmoid","tanh","relu","leaky_relu","selu"],"default":"leaky_relu"}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["kaiming_normal"]},"a":{"$ref":"#/components/schemas/DefinitionNumber","default":0},"mode":{"enum":["fan_in","fan_out"],"default":"fan_in"},"nonlinearity":{"enum":["linear","sigmoid","tanh","relu","leaky_relu","selu"],"default":"leaky_relu"}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["trunc_normal"]},"mean":{"$ref":"#/components/schemas/DefinitionNumber","default":0},"std":{"$ref":"#/components/schemas/DefinitionNumber","exclusiveMinimum":0,"default":1},"a":{"$ref":"#/components/schemas/DefinitionNumber","default":-2},"b":{"$ref":"#/components/schemas/DefinitionNumber","default":2}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["orthogonal"]},"gain":{"$ref":"#/components/schemas/DefinitionNumber","default":1}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["sparse"]},"sparsity":{"$ref":"#/components/schemas/DefinitionNumber","minimum":0,"maximum":1},"std":{"$ref":"#/components/schemas/DefinitionNumber","minimum":0,"default":0.01}},"required":["scheme","sparsity"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["torch_default"]}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["variance_scaling"]},"scale":{"$ref":"#/components/schemas/DefinitionNumber","exclusiveMinimum":0,"default":1},"mode":{"enum":["fan_in","fan_out","fan_avg"],"default":"fan_in"},"distribution":{"enum":["truncated_normal","normal","uniform"],"default":"truncated_normal"}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["values"]},"values":{"type":"array","minItems":1,"items":{"type":"array","minItems":1,"items":{"$ref":"#/components/schemas/DefinitionNumber"}}}},"required":["scheme","values"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["glorot_normal","glorot_uniform","he_normal","he_uniform","lecun_normal","lecun_uniform"]}},"required":["scheme"],"additionalProperties":false}]},"DefinitionBiasInit":{"anyOf":[{"enum":["uniform","normal","zeros","ones","trunc_normal","torch_default"]},{"type":"object","properties":{"scheme":{"enum":["uniform"]},"a":{"$ref":"#/components/schemas/DefinitionNumber","default":0},"b":{"$ref":"#/components/schemas/DefinitionNumber","default":1}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["normal"]},"mean":{"$ref":"#/components/schemas/DefinitionNumber","default":0},"std":{"$ref":"#/components/schemas/DefinitionNumber","minimum":0,"default":1}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["zeros"]}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["ones"]}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["constant"]},"val":{"$ref":"#/components/schemas/DefinitionNumber"}},"required":["scheme","val"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["trunc_normal"]},"mean":{"$ref":"#/components/schemas/DefinitionNumber","default":0},"std":{"$ref":"#/components/schemas/DefinitionNumber","exclusiveMinimum":0,"default":1},"a":{"$ref":"#/components/schemas/DefinitionNumber","default":-2},"b":{"$ref":"#/components/schemas/DefinitionNumber","default":2}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["torch_default"]}},"required":["scheme"],"additionalProperties":false},{"type":"object","properties":{"scheme":{"enum":["values"]},"values":{"type":"array","minItems":1,"items":{"$ref":"#/components/schemas/DefinitionNumber"}}},"required":["scheme","values"],"additionalProperties":false}]}}}}
        """###
}
