{{- /* The release's name if it contains the chart's, else both; at most 40 characters, because names are built on it. */ -}}
{{- define "sealer.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "sealer.operatorName" -}}
{{ include "sealer.fullname" . }}-operator
{{- end -}}

{{- define "sealer.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "sealer.operatorName" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name: required when serviceAccount.create is false" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "sealer.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "sealer.labels" -}}
app.kubernetes.io/name: {{ include "sealer.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "sealer.rbacLabels" -}}
{{ include "sealer.labels" . }}
{{- with .Values.rbac.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "sealer.selectorLabels" -}}
app.kubernetes.io/name: {{ include "sealer.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{- define "sealer.image" -}}
{{- $image := .Values.image -}}
{{- $name := $image.repository -}}
{{- if $image.registry -}}{{- $name = printf "%s/%s" $image.registry $image.repository -}}{{- end -}}
{{- if $image.digest -}}
{{ $name }}@{{ $image.digest }}
{{- else -}}
{{ $name }}:{{ default .Chart.AppVersion $image.tag }}
{{- end -}}
{{- end -}}

{{- /* The controllers that are switched on, in the order in which the operator names its lease. */ -}}
{{- define "sealer.controllers" -}}
{{- $on := list -}}
{{- if .Values.sealedSecrets.enabled -}}{{- $on = append $on "sealed-secrets" -}}{{- end -}}
{{- if .Values.externalSecrets.enabled -}}{{- $on = append $on "external-secrets" -}}{{- end -}}
{{- if .Values.gitopsSync.enabled -}}{{- $on = append $on "gitops-sync" -}}{{- end -}}
{{- if not $on -}}
{{- fail "no controller is enabled; set sealedSecrets.enabled, externalSecrets.enabled or gitopsSync.enabled" -}}
{{- end -}}
{{- join "," $on -}}
{{- end -}}

{{- define "sealer.allControllers" -}}
{{- if and .Values.sealedSecrets.enabled .Values.externalSecrets.enabled .Values.gitopsSync.enabled -}}true{{- end -}}
{{- end -}}

{{- define "sealer.leaseName" -}}
{{- if include "sealer.allControllers" . -}}
{{ include "sealer.operatorName" . }}
{{- else -}}
{{ include "sealer.operatorName" . }}-{{ include "sealer.controllers" . | replace "," "-" }}
{{- end -}}
{{- end -}}

{{- /* true where every right is given namespace by namespace */ -}}
{{- define "sealer.byNamespace" -}}
{{- if eq .Values.rbac.scope "namespaces" -}}
{{- if not .Values.namespaces -}}
{{- fail "rbac.scope is namespaces, but namespaces is empty; list the namespaces to serve" -}}
{{- end -}}
true
{{- end -}}
{{- end -}}

{{- define "sealer.subjects" -}}
subjects:
  - kind: ServiceAccount
    name: {{ include "sealer.serviceAccountName" . }}
    namespace: {{ .Release.Namespace }}
{{- end -}}

{{- /* A binding; takes root, kind (Role or ClusterRole), name and, for a RoleBinding, namespace. */ -}}
{{- define "sealer.binding" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ if .namespace }}RoleBinding{{ else }}ClusterRoleBinding{{ end }}
metadata:
  name: {{ .name }}
  {{- with .namespace }}
  namespace: {{ . }}
  {{- end }}
  labels:
    {{- include "sealer.rbacLabels" .root | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ .kind }}
  name: {{ .name }}
{{ include "sealer.subjects" .root }}
{{- end -}}
