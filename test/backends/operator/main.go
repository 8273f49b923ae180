// Says how the Prometheus operator would have Prometheus scrape what monitors ask for: reads a JSON array of PodMonitors
// and ServiceMonitors on standard input, and prints the configuration that the operator's own generator makes of them.
package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"github.com/prometheus-operator/prometheus-operator/pkg/assets"
	"github.com/prometheus-operator/prometheus-operator/pkg/prometheus"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func main() {
	var objects []json.RawMessage
	if err := json.NewDecoder(os.Stdin).Decode(&objects); err != nil {
		fail(err)
	}
	pods := map[string]*monitoringv1.PodMonitor{}
	services := map[string]*monitoringv1.ServiceMonitor{}
	for _, object := range objects {
		var head metav1.TypeMeta
		read(object, &head)
		switch head.Kind {
		case "PodMonitor":
			monitor := &monitoringv1.PodMonitor{}
			read(object, monitor)
			pods[monitor.Namespace+"/"+monitor.Name] = monitor
		case "ServiceMonitor":
			monitor := &monitoringv1.ServiceMonitor{}
			read(object, monitor)
			services[monitor.Namespace+"/"+monitor.Name] = monitor
		default:
			fail(fmt.Errorf("kind %s is no monitor", head.Kind))
		}
	}
	server := &monitoringv1.Prometheus{}
	server.Name, server.Namespace = "prometheus", "monitoring"
	generator, err := prometheus.NewConfigGenerator(slog.New(slog.DiscardHandler), server)
	if err != nil {
		fail(err)
	}
	config, err := generator.GenerateServerConfiguration(server, services, pods, nil, nil, &assets.StoreBuilder{}, nil, nil, nil, nil)
	if err != nil {
		fail(err)
	}
	os.Stdout.Write(config)
}

func read(text json.RawMessage, into any) {
	if err := json.Unmarshal(text, into); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
