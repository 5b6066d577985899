// InferenceService
